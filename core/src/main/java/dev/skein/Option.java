package dev.skein;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A setting with its parser.
 *
 * @param defaultValue what {@code defaultText} means; null when there is none
 */
record Option<T>(
    String name,
    List<String> standardVariables,
    String defaultText,
    @Nullable T defaultValue,
    String description,
    OptionParser<T> parser)
    implements OptionKey {

  @Override
  public String environmentVariable() {
    return "SKEIN_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** A standard variable's name as a system property. */
  static String asSystemProperty(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  // a setting is itself, not what it holds: two may look alike

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
