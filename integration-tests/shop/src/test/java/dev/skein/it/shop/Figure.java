package dev.skein.it.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a proof has proved: printed, and left in a file for {@code docs/reliability.md}. */
final class Figure {
  private Figure() {}

  /** Says and keeps a figure. */
  static void report(String key, String what, String value) throws IOException {
    String line = what + ": " + value;
    System.out.println(line);
    Path directory = Path.of(System.getProperty("skein-test.figures", "target/figures"));
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(key + ".txt"), line + "\n");
  }
}
