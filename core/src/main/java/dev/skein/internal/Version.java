package dev.skein.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this build. */
public final class Version {
  private static final String CURRENT = read();

  private Version() {}

  /** For example {@code 1.2.3}; {@code unknown} when the jar was taken apart. */
  public static String current() {
    return CURRENT;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      // Not worth more than the answer "unknown".
    }
    return properties.getProperty("version", "unknown");
  }
}
