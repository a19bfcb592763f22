package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application that forgot to close its pipeline ends all the same. */
@Timeout(120)
class JvmExitTest {
  @Test
  void pipelineInTheMiddleOfARequest_doesNotKeepTheJvmAlive() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawServer hanging = new RawServer((connection, out) -> asked.countDown())) {
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
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).isEqualTo("main returns" + System.lineSeparator());
        assertThat(process.exitValue()).isZero();
        assertThat(asked.getCount()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** Leaves a request hanging and returns from main. */
  static final class Forgetful {
    private Forgetful() {}

    public static void main(String[] args) {
      SpanPipeline pipeline =
          SpanPipeline.create(
              SpanPipelineConfig.builder(OtlpHttpExporter.builder(URI.create(args[0])).build())
                  .build());
      pipeline.spanStarted();
      pipeline.append(TestSpan.of(1));
      pipeline.flush(Duration.ofSeconds(2));
      System.out.println("main returns");
    }
  }
}
