package dev.skein.micronaut;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a test has proved, in one line: printed, and left for the documentation. */
final class Figure {
  private static final boolean NIGHTLY = Boolean.getBoolean("skein-test.nightly");

  private Figure() {}

  /** How often a proof is repeated in every build, and with {@code -Pnightly}. */
  static int count(int everyBuild, int nightly) {
    return NIGHTLY ? nightly : everyBuild;
  }

  static void report(String key, String what, Object value) {
    String line = what + ": " + value;
    System.out.println(line);
    Path directory = Path.of(System.getProperty("skein-test.figures", "target/figures"));
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(key + ".txt"), line + System.lineSeparator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
