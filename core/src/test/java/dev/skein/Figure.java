package dev.skein;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a proof has proved: printed, and left in a file for {@code docs/reliability.md}. */
public final class Figure {
  private static final boolean NIGHTLY = Boolean.getBoolean("skein-test.nightly");

  private Figure() {}

  /** One of two counts: that of a nightly build, or the smaller one of every build. */
  public static int count(int full, int small) {
    return NIGHTLY ? full : small;
  }

  /** Says and keeps a figure under a key in lower case and with dashes. */
  public static void report(String key, String what, Object value) {
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
