package dev.skein.it.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.samples.Purchase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The program behind {@code ./samples/run}, as a process: what it says of the viewer's page. */
class LauncherIT {
  private static final long LONG_SECONDS = 300;
  private static final String PAGE = "The purchase, in the viewer: ";

  private static Process launch(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dsamples=" + System.getProperty("samples"));
    command.addAll(List.of("-jar", System.getProperty("launcher.jar")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static <T> T read(Process launcher, Function<Stream<String>, T> reading)
      throws Exception {
    return CompletableFuture.supplyAsync(
            () -> reading.apply(launcher.inputReader(StandardCharsets.UTF_8).lines()))
        .get(LONG_SECONDS, TimeUnit.SECONDS);
  }

  private static void end(Process launcher) {
    launcher.descendants().forEach(ProcessHandle::destroyForcibly);
    launcher.destroyForcibly();
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  @Test
  void once_namesThePageOfThePurchase_beforeTheLastLine() throws Exception {
    Process launcher = launch("--once");
    try {
      List<String> lines = read(launcher, Stream::toList);

      assertThat(launcher.waitFor(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(launcher.exitValue()).as("%s", lines).isZero();
      String page = lines.get(lines.size() - 2);
      assertThat(page).matches(PAGE + "http://localhost:\\d+/trace/[0-9a-f]{32}");
      assertThat(lines.get(lines.size() - 1))
          .isEqualTo(
              "trace %s: %d spans, 4 services, complete",
              page.substring(page.lastIndexOf('/') + 1), Purchase.GOOD.spanCount());
    } finally {
      end(launcher);
    }
  }

  @Test
  void pageThatIsNamed_showsThePurchase_whileTheShopIsOpen() throws Exception {
    Process launcher = launch("--no-browser");
    try {
      String line =
          read(
              launcher,
              lines -> lines.filter(text -> text.startsWith(PAGE)).findFirst().orElseThrow());
      URI page = URI.create(line.substring(PAGE.length()));

      HttpResponse<String> html = get(page);
      assertThat(html.statusCode()).isEqualTo(200);
      assertThat(html.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
      HttpResponse<String> trace =
          get(page.resolve(page.getPath().replace("/trace/", "/api/traces/")));
      assertThat(trace.statusCode()).isEqualTo(200);
      assertThat(trace.body())
          .contains("\"spanCount\":" + Purchase.GOOD.spanCount(), "\"authorize card\"");
    } finally {
      end(launcher);
    }
  }
}
