package dev.skein.viewer.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.viewer.Viewer;
import dev.skein.viewer.ViewerOptions;
import dev.skein.viewer.ingest.SpanDecoder;
import dev.skein.viewer.text.PrintableText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that end by themselves, in this process. */
class MainTest {
  private static final int TERMINAL_COLUMNS = 80;
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SIMILAR = "4bf92f3577b34da6a3ce929d0e0e4737";

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(new Terminal(stream(out), stream(err), false, Map.of()), args);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--prot 1 | Unknown option: '--prot'",
        "--port x | '--port'",
        "--port 70000 | from 0 to 65535",
        "--zipkin-port x | --zipkin-port is a number or 'none'",
        "--max-spans 0 | From one span",
        "--max-spans 1000000000 | From one span",
        "--max-memory 3X | '3X' is no amount of memory",
        "--allow-host http://x | without scheme",
        "not-there.json | not-there.json: there is no such file",
        "show | TRACE_ID",
        "show xyz | TRACE_ID is up to 32 hexadecimal digits, or 'latest': xyz",
        "show 0 0 | '0'",
        "show --url localhost:4318 0 | such as http://localhost:4318: localhost:4318",
        "show --url http://localhost:1 0 | No viewer answers at http://localhost:1",
        "tail --url ftp://localhost | such as http://localhost:4318: ftp://localhost"
      })
  void mistake_isToldInALine(String commandLine, String message) {
    assertThat(run(commandLine.split(" "))).isEqualTo(2);

    assertThat(err()).contains(message).doesNotContain("\tat ");
    assertThat(err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(out()).isEmpty();
  }

  @Test
  void fileThatIsNoTrace_isNamedWithTheReason() throws Exception {
    Path good = directory.resolve("good.json");
    Files.writeString(good, RunningMain.otlp(TRACE, "charge"));
    Path bad = directory.resolve("bad.json");
    Files.writeString(bad, "{\"resourceSpans\": 7}");

    assertThat(run("--port", "0", good.toString(), bad.toString())).isEqualTo(2);
    assertThat(err()).startsWith(bad + ": ").contains("resourceSpans");
    assertThat(run("--port", "0", directory.toString())).isEqualTo(2);
    assertThat(err()).contains(directory + ": that is a directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "tail --help", "show --help"})
  void help_fitsATerminal(String commandLine) {
    assertThat(run(commandLine.split(" "))).isZero();

    assertThat(out()).contains("Usage: skein-viewer");
    assertThat(out().lines()).allMatch(line -> line.length() <= TERMINAL_COLUMNS);
  }

  @Test
  void version_isTheViewers() {
    assertThat(run("--version")).isZero();
    assertThat(out().strip()).isEqualTo("Skein Viewer " + Viewer.version());
  }

  @Test
  void show_findsTheNewestTraceOrTheOneThatBeginsSo() throws Exception {
    try (Viewer viewer = Viewer.start(ViewerOptions.builder().port(0).withoutZipkin().build())) {
      String url = viewer.uri().toString();
      assertThat(run("show", "latest", "--url", url)).isEqualTo(1);
      assertThat(err()).contains("The viewer has no traces");

      viewer.store().add(SpanDecoder.otlpJson(bytes(TRACE, "charge")).spans());
      viewer.store().add(SpanDecoder.otlpJson(bytes(SIMILAR, "refund")).spans());
      assertThat(run("show", "latest", "--url", url)).isZero();
      assertThat(out()).startsWith("trace " + SIMILAR + ": ").contains("refund");
      assertThat(run("show", "--json", TRACE, "--url", url)).isZero();
      assertThat(out()).contains("{\"traceId\":\"" + TRACE + "\"").contains("\"name\":\"charge\"");
      assertThat(run("show", "4bf9", "--url", url)).isEqualTo(2);
      assertThat(err()).contains("More than one trace begins with 4bf9", TRACE, SIMILAR);
      assertThat(run("show", "5", "--url", url)).isEqualTo(1);
      assertThat(err()).contains("No trace begins with 5");
      assertThat(run("show", "0".repeat(31) + "1", "--url", url)).isEqualTo(1);
    }
  }

  @Test
  void json_hasNothingThatATerminalWouldActUpon() throws Exception {
    try (Viewer viewer = Viewer.start(ViewerOptions.builder().port(0).withoutZipkin().build())) {
      viewer.store().add(SpanDecoder.otlpJson(bytes(TRACE, "\u009b31m\u202e\\u0007")).spans());

      assertThat(run("show", "--json", TRACE, "--url", viewer.uri().toString())).isZero();

      assertThat(out()).contains("\"name\":\"\\u009b31m\\u202e\\u0007\"");
      assertThat(out().strip()).isEqualTo(PrintableText.clean(out().strip()));
    }
  }

  private static byte[] bytes(String traceId, String name) {
    return RunningMain.otlp(traceId, name).getBytes(StandardCharsets.UTF_8);
  }
}
