package dev.skein;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import dev.skein.internal.Printable;

/** What is printed of a text that came from elsewhere. */
public final class PrintableFuzz {
  private PrintableFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String text = Input.text(data);
    String clean = Printable.clean(text);
    Check.isPrintable(clean);
    Check.same(clean.length(), text.length(), "the length");
    Check.same(Printable.clean(clean), clean, "what is clean already");
    for (int i = 0; i < text.length(); i++) {
      char c = clean.charAt(i);
      Check.that(c == text.charAt(i) || c == '?', "a char is kept or replaced", clean);
    }
    Check.isPrintable(OptionText.shown(text));
    Check.that(OptionText.shown(text).length() <= 105, "what is shown is short");
  }
}
