package dev.skein.internal;

/** Small helpers for texts that come from an application. Internal to Skein, not API. */
public final class Strings {
  private Strings() {}

  /** The first {@code maxLength} chars of a text, never ending in half a surrogate pair. */
  public static String truncate(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    int end = Math.max(0, maxLength);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }
}
