package dev.skein.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a request pays, in bytes: unlike time, the same on every machine. Time shows only where an
 * input of a megabyte would take hours if anything were quadratic.
 */
class PropagationCostTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 200;
  private static final int MEGABYTE = 1 << 20;
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03";

  /** A string of 55 chars. */
  private static final long TRACEPARENT_BYTES = 24 + 72;

  /** What a received span is kept in. */
  private static final long REMOTE_SPAN_BYTES = 40;

  /** The bytes that one run allocates once everything is loaded. */
  private static long bytesPerRun(Runnable run) {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        run.run();
      }
      least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
    }
    return least;
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "key" + i + "=" + "v".repeat(20))
        .collect(Collectors.joining(","));
  }

  @Test
  void inject_spanContext_costsOneString() {
    Context context =
        Context.root()
            .with(SpanContext.remote(1, 2, 3, (byte) 1, TraceState.parse(List.of(members(20)))));

    assertThat(
            bytesPerRun(() -> Propagator.w3c().inject(context, "", (carrier, name, value) -> {})))
        .isLessThanOrEqualTo(TRACEPARENT_BYTES);
  }

  @Test
  void extract_traceparent_costsTheSpanContext() {
    Getter<String> getter = single(TRACEPARENT);

    assertThat(bytesPerRun(() -> Propagator.w3c().extract(Context.root(), "", getter)))
        .isLessThanOrEqualTo(REMOTE_SPAN_BYTES);
  }

  @Test
  void extract_invalidTraceparent_costsNothing() {
    for (String invalid : List.of("", "0", TRACEPARENT.replace('f', 'F'), TRACEPARENT + "x")) {
      Getter<String> getter = single(invalid);

      assertThat(bytesPerRun(() -> Propagator.w3c().extract(Context.root(), "", getter))).isZero();
    }
  }

  private static Getter<String> single(String traceParent) {
    List<String> line = List.of(traceParent);
    return (carrier, name) -> name.equals("traceparent") ? line : List.of();
  }

  @Test
  void inject_baggage_costsNothing() {
    Context context = Context.root().with(Baggage.parse(List.of(members(64))));

    assertThat(
            bytesPerRun(() -> Propagator.w3c().inject(context, "", (carrier, name, value) -> {})))
        .isZero();
  }

  @Test
  void extract_costsTheSameForAnyNumberOfMembers() {
    long one = extractBytes(members(1));
    long many = extractBytes(members(30));

    assertThat(many).isEqualTo(one).isLessThanOrEqualTo(350);
  }

  private static long extractBytes(String members) {
    List<String> traceParent = List.of(TRACEPARENT);
    List<String> list = List.of(members);
    Getter<String> getter = (carrier, name) -> name.equals("traceparent") ? traceParent : list;
    return bytesPerRun(() -> Propagator.w3c().extract(Context.root(), "", getter));
  }

  @Test
  void extract_withoutHeaders_costsNothing() {
    assertThat(
            bytesPerRun(
                () -> Propagator.w3c().extract(Context.root(), "", (carrier, name) -> List.of())))
        .isZero();
  }

  static List<Named<List<String>>> hostileLines() {
    String spaces = " ".repeat(MEGABYTE);
    return List.of(
        named("spaces", spaces),
        named("spaces in a value", "a=1" + spaces + "x"),
        named("spaces as values", "a=" + spaces + ",b=" + spaces),
        named("spaces after traceparent", TRACEPARENT + spaces),
        named("spaces within traceparent", TRACEPARENT + spaces + "x"),
        named("spaces before traceparent", spaces + TRACEPARENT),
        named("later version", "cc" + TRACEPARENT.substring(2) + "-" + "x".repeat(MEGABYTE)),
        named("key without end", "a".repeat(MEGABYTE)),
        named("value without end", "a=" + "1".repeat(MEGABYTE)),
        named("equals signs", "=".repeat(MEGABYTE)),
        named("commas", ",".repeat(MEGABYTE)),
        named("keys", "a,".repeat(MEGABYTE / 2)),
        named("duplicates", "a=1,".repeat(MEGABYTE / 4)),
        named("semicolons", "a=1" + ";".repeat(MEGABYTE)),
        named("properties", "a=1" + ";p=1 ".repeat(MEGABYTE / 4)),
        named("percent signs", "a=" + "%".repeat(MEGABYTE)),
        Named.of("no lines", List.of()),
        Named.of("empty lines", Collections.nCopies(MEGABYTE, "")),
        Named.of("null lines", Collections.nCopies(MEGABYTE, null)),
        Named.of("small lines", Collections.nCopies(MEGABYTE, "a=1")),
        Named.of("long lines", Collections.nCopies(1_000, spaces)));
  }

  private static Named<List<String>> named(String name, String line) {
    return Named.of(name, List.of(line));
  }

  @ParameterizedTest
  @MethodSource("hostileLines")
  @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void parse_hostileInput_isBoundedInBytesAndLinearInTime(List<String> lines) {
    Runnable parseAll =
        () -> {
          TraceState.parse(lines);
          Baggage baggage = Baggage.parse(lines);
          baggage.entries();
          baggage.get("none");
          Headers.traceParent(lines.isEmpty() ? null : lines.get(0));
        };
    parseAll.run();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    parseAll.run();

    // 64 members of 8192 chars: the list, its copies, and the texts of its entries.
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(160_000);
  }

  @Test
  void put_hugeValue_isNotEncoded() {
    String huge = "\u20ac".repeat(MEGABYTE);

    assertThat(bytesPerRun(() -> Baggage.empty().put("a", huge))).isLessThan(1_000);
    assertThatCode(() -> TraceState.empty().put("a", huge)).doesNotThrowAnyException();
  }
}
