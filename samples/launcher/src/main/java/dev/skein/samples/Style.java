package dev.skein.samples;

import java.util.HashMap;
import java.util.Map;

/** Colours for a terminal, or none. */
final class Style {
  private static final int[] COLOURS = {36, 33, 35, 32, 34};

  private final boolean coloured;
  private final Map<String, Integer> services = new HashMap<>();

  private Style(boolean coloured) {
    this.coloured = coloured;
  }

  static Style plain() {
    return new Style(false);
  }

  static Style coloured() {
    return new Style(true);
  }

  String service(String service, String text) {
    int colour =
        services.computeIfAbsent(service, name -> COLOURS[services.size() % COLOURS.length]);
    return code(String.valueOf(colour), text);
  }

  String error(String text) {
    return code("31", text);
  }

  String bold(String text) {
    return code("1", text);
  }

  String faint(String text) {
    return code("2", text);
  }

  private String code(String code, String text) {
    return coloured ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
