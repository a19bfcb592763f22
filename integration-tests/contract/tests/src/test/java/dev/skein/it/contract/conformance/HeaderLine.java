package dev.skein.it.contract.conformance;

import java.util.List;

/**
 * A line of a message's head as it was sent.
 *
 * @param raw all that follows the colon
 */
record HeaderLine(String name, String raw) {

  /**
   * Reads {@code name: value}.
   *
   * @throws IllegalArgumentException when there is no colon
   */
  static HeaderLine parse(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not a header: " + line);
    }
    return new HeaderLine(line.substring(0, colon), line.substring(colon + 1));
  }

  boolean is(String otherName) {
    return name.equalsIgnoreCase(otherName);
  }

  /** Without the blanks around it. */
  String value() {
    return raw.strip();
  }

  /** The values of a header, one per line, in their order; the name in any case. */
  static List<String> values(List<HeaderLine> lines, String name) {
    return lines.stream().filter(line -> line.is(name)).map(HeaderLine::value).toList();
  }

  @Override
  public String toString() {
    return name + ": " + value();
  }
}
