package dev.skein.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a test has proved, in one line: printed, and left for the documentation. */
final class Figure {
  /** Whether the full counts are asked for. */
  static final boolean FULL = Boolean.getBoolean("skein-test.nightly");

  private Figure() {}

  static void of(String key, String what, Object figure) {
    System.out.println(what + ": " + figure);
    String directory = System.getProperty("skein-test.figures");
    if (directory != null) {
      try {
        Files.createDirectories(Path.of(directory));
        Files.writeString(
            Path.of(directory, key + ".txt"), what + ": " + figure + System.lineSeparator());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
