package dev.skein.viewer.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a proof has proved: printed, and left in a file for {@code docs/reliability.md}. */
final class Figure {
  private Figure() {}

  /** Says and keeps a figure under a key in lower case and with dashes. */
  static void report(String key, String what, Object value) {
    String line = what + ": " + value;
    System.out.println(line);
    Path directory = Path.of(System.getProperty("skein-test.figures", "target/figures"));
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(key + ".txt"), line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
