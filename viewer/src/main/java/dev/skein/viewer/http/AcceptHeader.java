package dev.skein.viewer.http;

/**
 * What a client wants how much: a header {@code Accept} or {@code Accept-Encoding} with its weights
 * (RFC 9110, 12.4.2).
 */
final class AcceptHeader {
  /** The weight of what a header does not name. */
  private static final int NOT_NAMED = -1;

  private static final int MOST = 1_000;

  private final String[] elements;

  private AcceptHeader(String[] elements) {
    this.elements = elements;
  }

  static AcceptHeader of(String header) {
    return new AcceptHeader(header.split(",", -1));
  }

  /** Whether something is taken, and no less than something else; a star stands for neither. */
  boolean prefers(String name, String other) {
    int weight = weight(name);
    return weight > 0 && weight >= weight(other);
  }

  /** Whether a content coding is taken, by its name or by a star, and no less than none. */
  boolean takesCoding(String name) {
    int named = weight(name);
    int weight = named == NOT_NAMED ? weight("*") : named;
    return weight > 0 && weight >= weight("identity");
  }

  private int weight(String name) {
    for (String element : elements) {
      String[] parts = element.split(";", -1);
      if (parts[0].strip().equalsIgnoreCase(name)) {
        return weight(parts);
      }
    }
    return NOT_NAMED;
  }

  /** In thousandths; one that cannot be read is none, so that what is sent is sure to be taken. */
  private static int weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        return thousandths(parameter.substring(2));
      }
    }
    return MOST;
  }

  /** A number from 0 to 1 with up to three digits after the point. */
  private static int thousandths(String text) {
    if (text.isEmpty() || text.length() > "0.000".length()) {
      return 0;
    }
    int value = 0;
    int unit = MOST;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i == 1 ? c != '.' : c < '0' || c > '9') {
        return 0;
      }
      if (i != 1) {
        value += (c - '0') * unit;
        unit /= 10;
      }
    }
    return value <= MOST ? value : 0;
  }
}
