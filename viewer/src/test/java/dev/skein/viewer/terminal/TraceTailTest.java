package dev.skein.viewer.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A tail whose traces are quiet at once, and a viewer that has what the test says. */
class TraceTailTest {
  private static final String ROOT = "0000000000000001";
  private static final String CHILD = "0000000000000002";
  private static final List<SpanData> WHOLE = List.of(span(ROOT, ""), span(CHILD, ROOT));
  private static final List<SpanData> WITHOUT_ROOT = List.of(span(CHILD, ROOT));
  private static final List<SpanData> GONE = List.of();

  private final Deque<List<SpanData>> answers = new ArrayDeque<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final TraceTail tail = tail(traceId -> answers.remove(), printed);

  private static SpanData span(String id, String parent) {
    return new SpanData(
        "0af7651916cd43dd8448eb211c80319c",
        id,
        parent,
        "",
        0x101,
        "work",
        SpanKind.INTERNAL,
        0,
        1_000_000,
        Map.of(),
        0,
        List.of(),
        0,
        List.of(),
        0,
        StatusCode.UNSET,
        "",
        Map.of("service.name", "payment"),
        "dev.skein",
        "1");
  }

  private static TraceTail tail(TraceTail.Source source, OutputStream out) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new TraceTail(source, stream, Style.plain(), Integer.MAX_VALUE, 0, 0);
  }

  /** The trace changes; what the tail is told of it in turn. */
  @SafeVarargs
  private void change(List<SpanData>... told) throws InterruptedException {
    for (List<SpanData> answer : told) {
      answers.add(answer);
    }
    tail.changed("a");
    assertThat(tail.printQuiet()).isTrue();
    assertThat(answers).as("not asked for").isEmpty();
  }

  private List<String> headLines() {
    return printed
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("trace "))
        .map(line -> line.substring(line.indexOf(": ") + 2))
        .toList();
  }

  @Test
  void trace_isPrintedOnce_unlessItHasGotSpans() throws InterruptedException {
    change(WHOLE);
    change(WHOLE);

    assertThat(headLines()).containsExactly("2 spans, 1 service, complete");
  }

  @Test
  void traceThatLacksSpans_isWaitedFor() throws InterruptedException {
    change(WITHOUT_ROOT, WHOLE);

    assertThat(headLines()).containsExactly("2 spans, 1 service, complete");
  }

  @Test
  void traceThatStillLacksSpans_isPrintedAsItIs_andAgainWhenTheyCome() throws InterruptedException {
    change(WITHOUT_ROOT, WITHOUT_ROOT);
    change(WHOLE);

    assertThat(headLines())
        .containsExactly("1 span, 1 service, incomplete", "2 spans, 1 service, complete");
  }

  @Test
  void traceThatIsGone_isForgotten() throws InterruptedException {
    change(GONE);

    assertThat(headLines()).isEmpty();
  }

  @Test
  void traceThatIsIgnored_isNeverPrinted() throws InterruptedException {
    tail.ignore("a");
    change(WHOLE);

    assertThat(headLines()).isEmpty();
  }

  @Test
  void traceOfAViewerThatIsAway_isAskedForAgain() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    TraceTail persistent =
        tail(
            traceId -> {
              if (asked.incrementAndGet() < 3) {
                throw new IOException("it is being restarted");
              }
              return WHOLE;
            },
            printed);
    persistent.changed("a");
    persistent.printQuiet();

    assertThat(asked).hasValue(3);
    assertThat(headLines()).hasSize(1);
  }

  @Test
  void tail_endsWhenItIsClosed_orNobodyReads() throws InterruptedException {
    tail.close();
    tail.run();

    TraceTail unread =
        tail(
            traceId -> WHOLE,
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("broken pipe");
              }
            });
    unread.changed("a");
    unread.run();
  }
}
