package dev.skein;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Any text for any option, by the first byte; no text makes a parser throw. */
public final class OptionFuzz {
  private static final List<OptionKey> KEYS = List.copyOf(Options.ALL);

  /** What a user would not want to read in a log. */
  private static final String SECRET = "hunter2-";

  private OptionFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    OptionKey key = KEYS.get((data[0] & 0xFF) % KEYS.size());
    String value = Input.text(Arrays.copyOfRange(data, 1, data.length)).strip();
    if (value.isEmpty()) {
      return;
    }
    for (boolean standard : new boolean[] {false, true}) {
      List<String> problems = new ArrayList<>();
      OptionText text = new OptionText("LABEL", value, standard, 4, key.defaultText(), problems);
      Object parsed = key.parse(text);
      Check.that(parsed != null || !problems.isEmpty() || isEmptyList(value), "why not", value);
      problems.forEach(problem -> check(key, problem, value));
      // The same text twice is the same value: a problem does not depend on what was said before.
      Object again = key.parse(new OptionText("LABEL", value, standard, 4, "", new ArrayList<>()));
      Check.same(again, parsed, "the value when it is read again");
    }
    // what looks for other people's propagators reads their jars
    Check.allocates(
        256L * data.length + 1_000_000,
        () -> key.parse(new OptionText("LABEL", value, false, 0, "", new ArrayList<>())));
    load(key, value);
  }

  private static boolean isEmptyList(String value) {
    return value.chars().allMatch(c -> c == ',' || Character.isWhitespace(c));
  }

  private static void check(OptionKey key, String problem, String value) {
    Check.isPrintable(problem);
    Check.that(problem.length() < 600, "a problem is short", problem);
    boolean secret = key == Options.HEADERS || key.name().endsWith("password");
    if (secret && value.contains(SECRET)) {
      Check.that(!problem.contains(SECRET), "no secret is shown", problem);
    }
  }

  /** By way of the loader, where a framework has it. */
  private static void load(OptionKey key, String value) {
    SkeinOptions options =
        new OptionsLoader()
            .framework("skein", Map.of(key.name(), value)::get)
            .frameworkKeys(List.of(key.name(), value.toLowerCase(Locale.ROOT)))
            .systemProperties(name -> null)
            .environment(name -> null)
            .load();
    options.problems().forEach(Check::isPrintable);
    Check.isPrintable(options.toString());
  }
}
