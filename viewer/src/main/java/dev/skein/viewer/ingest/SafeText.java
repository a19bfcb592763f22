package dev.skein.viewer.ingest;

import dev.skein.viewer.text.PrintableText;

/** What somebody else has written, made fit for a message on one line. */
final class SafeText {
  private static final int MAX_CHARS = 120;

  private SafeText() {}

  /** The text, or its beginning, with a question mark for whatever could not be shown. */
  static String of(String text) {
    return text.length() <= MAX_CHARS
        ? PrintableText.clean(text)
        : PrintableText.clean(text.substring(0, MAX_CHARS)) + "...";
  }
}
