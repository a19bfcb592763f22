package dev.skein.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SkeinOptions;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The log lines that docs/reliability.md shows are those that are printed. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class LogLinesIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String BEGIN = "<!-- log lines -->";
  private static final Pattern URL = Pattern.compile("http://[\\w.:]+/v1/traces");

  /** Only when the service has run for a while. */
  private static final Pattern RATE = Pattern.compile(" \\(enough for about [^)]*\\)");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  @Test
  void linesOfThePage_arePrintedInAnOutageARefusalAndAnEnd() throws Exception {
    List<String> shown = shown();
    List<String> printed;
    try (LoggedLines lines = new LoggedLines()) {
      happen();
      printed = lines.messages().stream().map(LogLinesIT::normal).toList();
    }

    assertThat(shown).isNotEmpty();
    assertThat(printed).containsAll(shown.stream().map(LogLinesIT::normal).toList());
  }

  /** An outage that ends, a refusal, and an end while the backend is away. */
  private static void happen() throws Exception {
    try (ScriptedBackend backend = new ScriptedBackend(Answer.TAKEN);
        FaultProxy network = new FaultProxy(backend.port());
        Skein skein = skein(network)) {
      LongSupplier spans = Load.serverSpans(skein.tracer());
      Load load = Load.start(spans, 200);
      backend.awaitArrivals(3);
      skein.flush(LONG);
      away(network, skein);
      network.use(Fault.NONE);
      load.stop();
      skein.flush(LONG);

      backend.answer(new Written(false, ScriptedBackend.head(404)));
      spans.getAsLong();
      skein.flush(LONG);

      backend.answer(Answer.TAKEN);
      away(network, skein);
      spans.getAsLong();
    }
  }

  /** Until at least two attempts have failed. */
  private static void away(FaultProxy network, Skein skein) throws Exception {
    network.use(Fault.REFUSED);
    for (int i = 0; i < 3; i++) {
      skein.flush(SHORT);
    }
  }

  private static Skein skein(FaultProxy network) {
    SkeinOptions options =
        SkeinOptions.builder()
            .serviceName("storefront")
            .tracesEndpoint(network.endpoint())
            .exportDelay(Duration.ofMillis(100))
            .shutdownTimeout(SHORT)
            .build();
    return Skein.builder().options(options).build();
  }

  private static List<String> shown() throws Exception {
    List<String> page = Files.readAllLines(Path.of(System.getProperty("page")));
    int begin = page.indexOf(BEGIN) + 2;
    return page.subList(begin, begin + page.subList(begin, page.size()).indexOf("```"));
  }

  private static String normal(String line) {
    String text = URL.matcher(line).replaceAll("URL");
    text = RATE.matcher(text).replaceAll("");
    return NUMBER.matcher(text).replaceAll("1");
  }
}
