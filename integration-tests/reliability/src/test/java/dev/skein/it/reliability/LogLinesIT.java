package dev.skein.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.SkeinOptionsBuilder;
import dev.skein.it.reliability.support.Fault;
import dev.skein.it.reliability.support.FaultProxy;
import dev.skein.it.reliability.support.Load;
import dev.skein.it.reliability.support.LoggedLines;
import dev.skein.it.reliability.support.ScriptedBackend;
import dev.skein.it.reliability.support.ScriptedBackend.Answer;
import dev.skein.it.reliability.support.ScriptedBackend.Written;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The log lines that docs/reliability.md shows are those that are printed. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class LogLinesIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String BEGIN = "<!-- log lines -->";
  private static final Pattern URL = Pattern.compile("http://[\\w.:]+/v1/traces");

  /** Only when the service has run for a while. */
  private static final Pattern RATE = Pattern.compile(" \\(enough for about [^)]*\\)");

  private static final Pattern DIRECTORY = Pattern.compile("(?<= in )/[^ ,;]+");

  /** Only when the earlier process was killed. */
  private static final Pattern LOST = Pattern.compile("; \\d+ more were lost with it");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  @TempDir Path directory;

  @Test
  void linesOfThePage_arePrintedInAnOutageARefusalAndAnEnd() throws Exception {
    List<String> shown = shown();
    List<String> printed;
    try (LoggedLines lines = new LoggedLines()) {
      happen(lines);
      leave();
      find(lines);
      printed = lines.messages().stream().map(LogLinesIT::normal).toList();
    }

    assertThat(shown).isNotEmpty();
    assertThat(printed).containsAll(shown.stream().map(LogLinesIT::normal).toList());
  }

  /** An outage that ends, a refusal, and an end while the backend is away. */
  private static void happen(LoggedLines lines) throws Exception {
    try (ScriptedBackend backend = new ScriptedBackend(Answer.TAKEN);
        FaultProxy network = new FaultProxy(backend.port());
        Skein skein = skein(network, null)) {
      LongSupplier spans = Load.serverSpans(skein.tracer());
      spans.getAsLong();
      skein.flush(LONG);
      network.use(Fault.REFUSED);
      // one at a time: what was under way may still arrive
      while (!lines.contain(network.endpoint() + " does not take spans any more")) {
        spans.getAsLong();
        skein.flush(SHORT);
      }
      network.use(Fault.NONE);
      skein.flush(LONG);
      lines.await(network.endpoint() + " is back");

      backend.answer(new Written(false, ScriptedBackend.head(404)));
      spans.getAsLong();
      skein.flush(LONG);
      lines.await("Spans lost: export_failed=1 (last error: HTTP 404");

      network.use(Fault.REFUSED);
      while (!"connection refused".equals(skein.health().lastError())) {
        spans.getAsLong();
        skein.flush(SHORT);
      }
    }
  }

  /** An end with a spool, while nobody listens. */
  private void leave() throws Exception {
    try (ScriptedBackend backend = new ScriptedBackend(Answer.TAKEN);
        FaultProxy network = new FaultProxy(backend.port())) {
      network.use(Fault.REFUSED);
      try (Skein skein = skein(network, directory)) {
        Load.serverSpans(skein.tracer()).getAsLong();
      }
    }
  }

  /** The start after it. */
  private void find(LoggedLines lines) throws Exception {
    try (ScriptedBackend backend = new ScriptedBackend(Answer.TAKEN);
        FaultProxy network = new FaultProxy(backend.port());
        Skein restarted = skein(network, directory)) {
      backend.awaitSpans(1);
      lines.await("An earlier process left");
    }
  }

  private static Skein skein(FaultProxy network, @Nullable Path spool) {
    SkeinOptionsBuilder options =
        SkeinOptions.builder()
            .serviceName("storefront")
            .tracesEndpoint(network.endpoint())
            .exportDelay(Duration.ofMillis(100))
            .shutdownTimeout(SHORT);
    if (spool != null) {
      // ends when all is on disk
      options.spoolDirectory(spool).shutdownTimeout(LONG);
    }
    return Skein.builder().options(options.build()).build();
  }

  private static List<String> shown() throws Exception {
    List<String> page = Files.readAllLines(Path.of(System.getProperty("page")));
    int begin = page.indexOf(BEGIN) + 2;
    return page.subList(begin, begin + page.subList(begin, page.size()).indexOf("```"));
  }

  private static String normal(String line) {
    String text = URL.matcher(line).replaceAll("URL");
    text = RATE.matcher(text).replaceAll("");
    text = LOST.matcher(text).replaceAll("");
    text = DIRECTORY.matcher(text).replaceAll("/spool");
    return NUMBER.matcher(text).replaceAll("1");
  }
}
