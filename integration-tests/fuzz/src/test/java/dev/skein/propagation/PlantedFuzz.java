package dev.skein.propagation;

import dev.skein.SpanContext;
import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Parsers with a defect each, as somebody might make it: a fuzzer that does not find them would not
 * find others. The name of the defect comes as the argument.
 */
public final class PlantedFuzz {
  private static String defect = "";

  private PlantedFuzz() {}

  /** Called before the first input. */
  public static void fuzzerInitialize(String[] names) {
    defect = names[0];
  }

  public static void fuzzerTestOneInput(byte[] data) {
    String text = Input.latin1(data);
    switch (defect) {
      case "none" -> TraceParentFuzz.check(text, PlantedFuzz::parse);
      case "forbidden-version" -> TraceParentFuzz.check(text, allowing("ff", "fe"));
      case "later-version-read-to-its-end" -> TraceParentFuzz.check(text, PlantedFuzz::wholeOnly);
      case "upper-case" ->
          TraceParentFuzz.check(text, line -> parse(line.toLowerCase(Locale.ROOT)));
      case "index-out-of-bounds" -> TraceParentFuzz.check(text, PlantedFuzz::withoutLength);
      case "a-copy-per-separator" -> Check.allocates(64L * data.length + 4_096, () -> split(text));
      default -> throw new IllegalArgumentException(defect);
    }
  }

  private static SpanContext parse(String line) {
    return TraceParent.parse(line, line, (carrier, name) -> List.of());
  }

  /** Takes one text for another that is valid. */
  private static Function<String, SpanContext> allowing(String wrong, String right) {
    UnaryOperator<String> lenient = line -> line.replace(wrong, right);
    return lenient.andThen(PlantedFuzz::parse);
  }

  private static SpanContext wholeOnly(String line) {
    return line.length() > 57 ? SpanContext.invalid() : parse(line);
  }

  private static SpanContext withoutLength(String line) {
    if (line.length() > 3 && line.charAt(2) == '-' && line.charAt(35) != '-') {
      return SpanContext.invalid();
    }
    return parse(line);
  }

  /** What several libraries had an advisory for. */
  private static String split(String line) {
    String rest = line;
    for (int comma = rest.indexOf(','); comma >= 0; comma = rest.indexOf(',')) {
      rest = rest.substring(comma + 1);
    }
    return rest;
  }
}
