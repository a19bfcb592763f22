package dev.skein.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a suite ran on, and when. */
final class Machine {
  private Machine() {}

  /** The texts that the page shows, by name. */
  static Map<String, String> describe() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    texts.put("cpu", line("/proc/cpuinfo", "model name", ":"));
    texts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    texts.put("memory", gibibytes(line("/proc/meminfo", "MemTotal", ":")));
    texts.put(
        "os",
        line("/etc/os-release", "PRETTY_NAME", "=").replace("\"", "")
            + ", Linux "
            + System.getProperty("os.version"));
    texts.put("jdk", System.getProperty("java.vendor.version", System.getProperty("java.version")));
    return texts;
  }

  private static String line(String file, String name, String separator) throws IOException {
    for (String line : Files.readAllLines(Path.of(file))) {
      if (line.startsWith(name)) {
        return line.substring(line.indexOf(separator) + 1).strip();
      }
    }
    throw new IOException(file + " has no " + name);
  }

  private static String gibibytes(String kibibytes) {
    long kib = Long.parseLong(kibibytes.substring(0, kibibytes.indexOf(' ')));
    return String.format(Locale.ROOT, "%.0f GiB", kib / 1024.0 / 1024.0);
  }
}
