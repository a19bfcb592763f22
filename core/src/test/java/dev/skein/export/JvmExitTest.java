package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application that forgot to close its pipeline ends all the same. */
@Timeout(600)
class JvmExitTest {
  @Test
  void pipelineInTheMiddleOfARequest_doesNotKeepTheJvmAlive() throws Exception {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    try (RawServer hanging = new RawServer((connection, out) -> asked.complete(null))) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Forgetful.class.getName(),
                  hanging.uri().toString())
              .redirectErrorStream(true)
              .start();
      try {
        CompletableFuture.anyOf(asked, process.onExit()).join();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).isEqualTo("main returns" + System.lineSeparator());
        assertThat(process.waitFor()).isZero();
        assertThat(asked).isDone();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** Leaves a request hanging, and returns from main when it is told that it hangs. */
  static final class Forgetful {
    private static final Duration LONG = Duration.ofHours(1);

    private Forgetful() {}

    public static void main(String[] args) throws IOException {
      SpanPipeline pipeline =
          SpanPipeline.create(
              SpanPipelineConfig.builder(
                      OtlpHttpExporter.builder(URI.create(args[0])).timeout(LONG).build())
                  .exportTimeout(LONG)
                  .build());
      pipeline.spanStarted();
      pipeline.append(TestSpan.of(1));
      pipeline.flush(Duration.ZERO);
      System.in.read();
      System.out.println("main returns");
    }
  }
}
