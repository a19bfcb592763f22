package dev.skein.benchmarks.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is reachable in another JVM's heap: its class histogram collects all garbage first. */
final class LiveHeap {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private LiveHeap() {}

  /**
   * The bytes of all reachable objects.
   *
   * @param java the executable beside which jcmd is
   */
  static long bytes(Path java, long pid) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                java.resolveSibling("jcmd").toString(), Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return parse(output);
  }

  /**
   * Reads the last line of a histogram.
   *
   * @throws IOException if there is none
   */
  static long parse(String histogram) throws IOException {
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IOException("no histogram: " + histogram);
    }
    return Long.parseLong(total.group(1));
  }
}
