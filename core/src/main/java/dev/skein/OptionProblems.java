package dev.skein;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a configuration, one sentence per problem. Not thread-safe. */
final class OptionProblems {
  private static final int SHOWN_CHARS = 100;

  private final List<String> problems = new ArrayList<>();

  List<String> toList() {
    return List.copyOf(problems);
  }

  /** Says that a value cannot be used, what would have been, and that the default applies. */
  void unusable(OptionText text, String shownValue, String expected, String defaultText) {
    add(text.label() + "=" + shown(shownValue) + " is not " + expected + "; using " + defaultText);
  }

  /** Says something about a value that is used nevertheless, or in part. */
  void remark(OptionText text, String shownValue, String remark) {
    add(text.label() + "=" + shown(shownValue) + ": " + remark);
  }

  /** Says something about a value that must not be shown. */
  void secret(OptionText text, String remark) {
    add(text.label() + ": " + remark);
  }

  void unreadable(String label, Throwable failure) {
    add(label + " could not be read (" + failure.getClass().getName() + "); ignored");
  }

  void unknown(String label, String name, Collection<String> known) {
    String suggestion = nearest(name, known);
    String prefix = label.substring(0, label.length() - name.length());
    add(
        label
            + " is not a setting of Skein; ignored"
            + (suggestion == null ? "" : ". Did you mean " + prefix + suggestion + "?"));
  }

  private void add(String problem) {
    problems.add(problem);
  }

  /** A value fit for a log line: short, on one line. */
  static String shown(String value) {
    StringBuilder shown = new StringBuilder("\"");
    String start = Strings.truncate(value, SHOWN_CHARS);
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      shown.append(Character.isISOControl(c) ? '?' : c);
    }
    return shown.append(start.length() < value.length() ? "...\"" : "\"").toString();
  }

  /** The known name that a typing error away is this one; null when none is near. */
  private static @Nullable String nearest(String name, Collection<String> known) {
    String nearest = null;
    int best = Math.max(2, name.length() / 3) + 1;
    String start = Strings.truncate(name, SHOWN_CHARS);
    for (String candidate : known) {
      int distance = distance(start, candidate);
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** How many chars have to be inserted, deleted or replaced (Levenshtein). */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] swapped = previous;
      previous = current;
      current = swapped;
    }
    return previous[b.length()];
  }
}
