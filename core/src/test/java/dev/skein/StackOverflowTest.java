package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.SpanExporter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application whose recursion runs out of stack inside a span's method can still end it. */
@Timeout(600)
class StackOverflowTest {
  @Test
  void overflowWithinASpansMethod_leavesNoLockBehind() throws Exception {
    // Interpreted: there the methods of a VarHandle need the most stack.
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "-cp",
                System.getProperty("java.class.path"),
                Recursion.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(output).isEqualTo("all ended" + System.lineSeparator());
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Overflows at many different depths, then ends the span on another thread. */
  static final class Recursion {
    private static final int ROUNDS = 400;

    private Recursion() {}

    public static void main(String[] args) throws InterruptedException {
      Skein skein = Skein.builder().exporter(SpanExporter.none()).build();
      for (int round = 0; round < ROUNDS; round++) {
        Span span = skein.tracer().startSpan("recursion");
        int padding = round % 37;
        run(() -> pad(span, padding), 256 * 1024 + round * 16);
        if (!run(span::end, 0)) {
          System.out.println("stuck in round " + round);
          System.exit(1);
        }
      }
      System.out.println("all ended");
    }

    private static boolean run(Runnable task, long stackSize) throws InterruptedException {
      Thread thread = new Thread(null, () -> survive(task), "recursion", stackSize);
      thread.setDaemon(true);
      thread.start();
      thread.join(120_000);
      return !thread.isAlive();
    }

    private static void survive(Runnable task) {
      try {
        task.run();
      } catch (StackOverflowError e) {
        // As a server does with whatever a handler throws.
      }
    }

    private static long pad(Span span, int frames) {
      return frames == 0 ? use(span, 0) : pad(span, frames - 1) + frames;
    }

    private static long use(Span span, int depth) {
      switch (depth & 3) {
        case 0 -> span.setAttribute("depth", depth);
        case 1 -> span.updateName("deeper");
        case 2 -> span.setAttribute("text", "deep");
        default -> span.setStatus(StatusCode.ERROR, "too deep");
      }
      return use(span, depth + 1) + depth;
    }
  }
}
