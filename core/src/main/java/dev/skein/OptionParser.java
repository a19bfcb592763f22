package dev.skein;

import org.jspecify.annotations.Nullable;

/** Turns the text of a setting into its value. */
@FunctionalInterface
interface OptionParser<T> {
  /**
   * Parses a text that is not blank and has no blanks around it.
   *
   * @param problems where to say what is wrong
   * @return null when the text is unusable, which has then been said; the default applies
   */
  @Nullable T parse(OptionText text, OptionProblems problems);
}
