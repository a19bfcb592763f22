package dev.skein;

import dev.skein.internal.Printable;
import dev.skein.internal.Strings;
import java.util.ArrayList;
import java.util.List;

/** The text found for a setting, and what is wrong with it. Not thread-safe. */
final class OptionText {
  private static final int SHOWN_CHARS = 100;

  /** What the user wrote it under, for example {@code OTEL_SERVICE_NAME}. */
  final String label;

  /** Without blanks around it. */
  final String value;

  /**
   * Whether the label is one of OpenTelemetry's, whose rules then apply: a duration without unit is
   * milliseconds, a boolean is false unless it is {@code true}.
   */
  final boolean standard;

  /** How far down the order of precedence it was found; zero is the framework. */
  final int rank;

  /** What applies when the text is unusable, as it would be written; empty when that is nothing. */
  final String fallback;

  private final List<String> problems;

  /** A text that was found. What is wrong with it is added to the problems given. */
  OptionText(
      String label,
      String value,
      boolean standard,
      int rank,
      String fallback,
      List<String> problems) {
    this.label = label;
    this.value = value;
    this.standard = standard;
    this.rank = rank;
    this.fallback = fallback;
    this.problems = problems;
  }

  /** A text that a program wrote, under a name of ours. */
  OptionText(String label, String value) {
    this(label, value, false, 0, "", new ArrayList<>());
  }

  /** What is wrong, one sentence per problem. */
  List<String> problems() {
    return problems;
  }

  /** Says that the value cannot be used, what would have been, and that the default applies. */
  void unusable(String expected) {
    unusable(value, expected, fallback);
  }

  /** The same, of what may be shown of the value, and of what applies instead. */
  void unusable(String shownValue, String expected, String instead) {
    add(
        label
            + "="
            + shown(shownValue)
            + " is not "
            + expected
            + (instead.isEmpty() ? "" : "; using " + instead));
  }

  /** Says something about a part of the value, or what may be shown of it; it is used. */
  void remark(String shownValue, String remark) {
    add(label + "=" + shown(shownValue) + ": " + remark);
  }

  /** Says something about a value that must not be shown. */
  void secret(String remark) {
    add(label + ": " + remark);
  }

  /** Whatever a sentence repeats of a value, it is one line. */
  private void add(String problem) {
    problems.add(Printable.clean(problem));
  }

  /** A value fit for a log line: short, on one line. */
  static String shown(String value) {
    String start = Strings.truncate(value, SHOWN_CHARS);
    return '"' + Printable.clean(start) + (start.length() < value.length() ? "...\"" : "\"");
  }
}
