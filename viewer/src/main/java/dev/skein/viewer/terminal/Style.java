package dev.skein.viewer.terminal;

import java.util.HashMap;
import java.util.Map;

/**
 * Colours for a terminal, or none. It remembers which colour a service has, so one style is used
 * for what belongs together. Not thread-safe.
 */
public final class Style {
  private static final int[] COLOURS = {36, 33, 35, 32, 34};

  private final boolean coloured;
  private final Map<String, Integer> services = new HashMap<>();

  private Style(boolean coloured) {
    this.coloured = coloured;
  }

  /** No colours: for files and other programs. */
  public static Style plain() {
    return new Style(false);
  }

  /** The colours that every terminal knows. */
  public static Style coloured() {
    return new Style(true);
  }

  /** A text in the colour of a service. */
  public String service(String service, String text) {
    if (!coloured) {
      return text;
    }
    int colour =
        services.computeIfAbsent(service, name -> COLOURS[services.size() % COLOURS.length]);
    return code(String.valueOf(colour), text);
  }

  /** A text that tells of a failure. */
  public String error(String text) {
    return code("31", text);
  }

  /** A text that matters. */
  public String bold(String text) {
    return code("1", text);
  }

  /** A text that matters less. */
  public String faint(String text) {
    return code("2", text);
  }

  private String code(String code, String text) {
    return coloured && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
