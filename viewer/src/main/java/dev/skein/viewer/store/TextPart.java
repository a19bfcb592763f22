package dev.skein.viewer.store;

/**
 * A part of a text, in any case: letters are the same as {@link String#equalsIgnoreCase} has it.
 */
record TextPart(String part) {
  boolean in(String text) {
    int last = text.length() - part.length();
    for (int at = 0; at <= last; at++) {
      if (text.regionMatches(true, at, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }
}
