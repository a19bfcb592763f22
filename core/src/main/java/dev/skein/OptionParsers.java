package dev.skein;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parsers of settings that are one value, or a list of plain ones. */
final class OptionParsers {
  /** The longest duration, which also stands for "no limit". */
  static final Duration LONGEST = Duration.ofDays(365);

  private static final Duration SHORTEST_DELAY = Duration.ofMillis(1);
  private static final int LONGEST_NUMBER = 18;

  private OptionParsers() {}

  static OptionParser<String> text() {
    return (text, problems) -> text.value();
  }

  /** Whether Skein is enabled; the standard variable says whether it is disabled. */
  static OptionParser<Boolean> enabled() {
    return (text, problems) -> {
      String value = text.value();
      boolean isTrue = value.equalsIgnoreCase("true");
      if (!isTrue && !value.equalsIgnoreCase("false")) {
        problems.unusable(text, value, "true or false", text.standard() ? "false" : "true");
        return null;
      }
      return isTrue != text.standard();
    };
  }

  /** One of some names, whatever their case. */
  static OptionParser<String> choice(String defaultText, String... names) {
    List<String> known = List.of(names);
    return (text, problems) -> {
      String name = text.value().toLowerCase(Locale.ROOT);
      if (known.contains(name)) {
        return name;
      }
      problems.unusable(text, text.value(), "one of " + String.join(", ", known), defaultText);
      return null;
    };
  }

  static OptionParser<ExporterKind> exporter() {
    OptionParser<String> name = choice("otlp", "otlp", "console", "none");
    return (text, problems) -> {
      String chosen = name.parse(text, problems);
      return chosen == null ? null : ExporterKind.valueOf(chosen.toUpperCase(Locale.ROOT));
    };
  }

  /** The protocol, of which Skein speaks one. */
  static OptionParser<String> protocol() {
    return (text, problems) -> {
      String name = text.value().toLowerCase(Locale.ROOT);
      if (name.equals("http/protobuf")) {
        return name;
      }
      String hint =
          name.equals("grpc") ? ", with an endpoint that takes it, usually on port 4318" : "";
      problems.remark(
          text,
          text.value(),
          "Skein sends OTLP as http/protobuf only, and does so; set "
              + text.label()
              + "=http/protobuf"
              + hint);
      return null;
    };
  }

  static OptionParser<List<String>> propagators() {
    return (text, problems) -> {
      Set<String> names = new LinkedHashSet<>();
      for (String item : items(text.value())) {
        String name = item.toLowerCase(Locale.ROOT);
        switch (name) {
          case "tracecontext", "baggage" -> names.add(name);
          case "none" -> {
            return List.of();
          }
          default ->
              problems.remark(
                  text,
                  item,
                  "Skein propagates tracecontext and baggage, or none; " + item + " is left out");
        }
      }
      return names.isEmpty() ? null : List.copyOf(names);
    };
  }

  /** A number from 0 to 1. */
  static OptionParser<Double> ratio() {
    return (text, problems) -> {
      try {
        double ratio = Double.parseDouble(text.value());
        if (ratio >= 0 && ratio <= 1) {
          return ratio;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      problems.unusable(text, text.value(), "a number from 0 to 1", "1.0");
      return null;
    };
  }

  /** A whole number, not negative. */
  static OptionParser<Integer> count(int defaultValue) {
    return (text, problems) -> {
      long number = digits(text.value());
      if (number >= 0 && number <= Integer.MAX_VALUE) {
        return (int) number;
      }
      problems.unusable(
          text, text.value(), "a whole number, 0 or more", Integer.toString(defaultValue));
      return null;
    };
  }

  /** A time span; a standard variable may give plain milliseconds. */
  static OptionParser<Duration> duration(String defaultText) {
    return (text, problems) -> {
      Duration duration = parseDuration(text.value(), text.standard());
      if (duration != null && !duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
      String expected = "a duration such as 500ms, 5s, 1m or PT1M";
      problems.unusable(
          text,
          text.value(),
          text.standard() ? expected + ", or milliseconds" : expected,
          defaultText);
      return null;
    };
  }

  /** A time span of which zero means that there is no limit. */
  static OptionParser<Duration> timeout(String defaultText) {
    OptionParser<Duration> duration = duration(defaultText);
    return (text, problems) -> {
      Duration parsed = duration.parse(text, problems);
      return parsed == null ? null : unlimitedIfZero(parsed);
    };
  }

  /** A time span of which zero means as soon as possible. */
  static OptionParser<Duration> delay(String defaultText) {
    OptionParser<Duration> duration = duration(defaultText);
    return (text, problems) -> {
      Duration parsed = duration.parse(text, problems);
      return parsed == null ? null : shortestIfZero(parsed);
    };
  }

  static Duration unlimitedIfZero(Duration timeout) {
    return timeout.isZero() ? LONGEST : timeout;
  }

  static Duration shortestIfZero(Duration delay) {
    return delay.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : delay;
  }

  private static @Nullable Duration parseDuration(String value, boolean plainMillis) {
    if (value.charAt(0) == 'P' || value.charAt(0) == 'p') {
      try {
        return Duration.parse(value);
      } catch (DateTimeParseException e) {
        return null;
      }
    }
    int unitStart = endOfDigits(value);
    long number = digits(value.substring(0, unitStart));
    if (number < 0) {
      return null;
    }
    try {
      return switch (value.substring(unitStart).strip()) {
        case "" -> plainMillis ? Duration.ofMillis(number) : null;
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> null;
      };
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** An amount of memory, in bytes. */
  static OptionParser<Long> bytes(String defaultText, long minimum) {
    return (text, problems) -> {
      long bytes = parseBytes(text.value());
      if (bytes >= minimum) {
        return bytes;
      }
      problems.unusable(
          text,
          text.value(),
          "an amount of memory such as 16MiB, 16M or a number of bytes, at least " + minimum,
          defaultText);
      return null;
    };
  }

  private static long parseBytes(String value) {
    int unitStart = endOfDigits(value);
    long number = digits(value.substring(0, unitStart));
    int shift =
        switch (value.substring(unitStart).strip().toLowerCase(Locale.ROOT)) {
          case "", "b" -> 0;
          case "k", "kib" -> 10;
          case "m", "mib" -> 20;
          case "g", "gib" -> 30;
          default -> -1;
        };
    return number < 0 || shift < 0 || number > Long.MAX_VALUE >> shift ? -1 : number << shift;
  }

  /** Names separated by commas. */
  static OptionParser<List<String>> list() {
    return (text, problems) -> {
      List<String> items = items(text.value());
      return items.isEmpty() ? null : items;
    };
  }

  /** Paths separated by commas, each exact or, with an asterisk at its end, a prefix. */
  static OptionParser<List<String>> paths() {
    return (text, problems) -> {
      List<String> paths = new ArrayList<>();
      for (String path : items(text.value())) {
        if (isPathPattern(path)) {
          paths.add(path);
        } else {
          problems.remark(
              text, path, "a path starts with / and has * at its end only; it is left out");
        }
      }
      return List.copyOf(paths);
    };
  }

  static boolean isPathPattern(String path) {
    int asterisk = path.indexOf('*');
    return (path.startsWith("/") || asterisk == 0)
        && (asterisk < 0 || asterisk == path.length() - 1);
  }

  static List<String> items(String value) {
    List<String> items = new ArrayList<>();
    int start = 0;
    while (start <= value.length()) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      String item = value.substring(start, end).strip();
      if (!item.isEmpty()) {
        items.add(item);
      }
      start = end + 1;
    }
    return List.copyOf(items);
  }

  private static int endOfDigits(String value) {
    int end = 0;
    while (end < value.length() && isDigit(value.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The number that a text of ASCII digits stands for; -1 when it is not that, or too long. */
  private static long digits(String value) {
    if (value.isEmpty() || value.length() > LONGEST_NUMBER || endOfDigits(value) < value.length()) {
      return -1;
    }
    return Long.parseLong(value);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
