package dev.skein;

import dev.skein.internal.HeaderText;
import dev.skein.internal.Nullable;
import dev.skein.internal.SecretText;
import dev.skein.internal.Strings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Turns the text of a setting into its value. A parser returns null when the text is unusable, and
 * has then said so. Blank texts are only met as defaults; what lists make of them is empty.
 */
final class OptionParsers {
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Duration SHORTEST_DELAY = Duration.ofMillis(1);
  private static final long MINIMUM_MEMORY = 64 << 10;
  private static final long MINIMUM_DISK = 1 << 20;
  private static final int LONGEST_NUMBER = 18;

  static final String NO_PROPAGATOR =
      "Skein propagates tracecontext, baggage or none; b3, b3multi and jaeger need"
          + Providers.NEEDED;

  static final String HOST_PATTERN =
      "a host is *, a name, or *. and a name, without scheme and port";

  static final String SECRET_HEADER =
      "a header whose name speaks of a credential is never recorded";

  // what frames a request, and what the exporter sets itself
  private static final Set<String> RESERVED_HEADERS =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "transfer-encoding",
          "upgrade");

  private OptionParsers() {}

  static String text(OptionText text) {
    return text.value;
  }

  /** Whether Skein is enabled; the standard variable says whether it is disabled. */
  static @Nullable Object enabled(OptionText text) {
    boolean isTrue = text.value.equalsIgnoreCase("true");
    if (!isTrue && !text.value.equalsIgnoreCase("false")) {
      text.unusable(text.value, "true or false", text.standard ? "false" : "true");
      return null;
    }
    return isTrue != text.standard;
  }

  static @Nullable Object exporter(OptionText text) {
    String name = choice(text, "otlp", "console", "none", "zipkin");
    if (name == null) {
      return null;
    }
    ExporterKind kind = ExporterKind.valueOf(name.toUpperCase(Locale.ROOT));
    if (isExporter(kind)) {
      return kind;
    }
    text.unusable("there without" + Providers.NEEDED);
    return null;
  }

  static @Nullable Object compression(OptionText text) {
    return choice(text, "none", "gzip");
  }

  static @Nullable Object sampler(OptionText text) {
    return choice(
        text,
        "parentbased_always_on",
        "parentbased_always_off",
        "parentbased_traceidratio",
        "always_on",
        "always_off",
        "traceidratio");
  }

  /** One of some names, whatever their case. */
  private static @Nullable String choice(OptionText text, String... names) {
    String name = text.value.toLowerCase(Locale.ROOT);
    if (List.of(names).contains(name)) {
      return name;
    }
    text.unusable("one of " + String.join(", ", names));
    return null;
  }

  /** The protocol, of which Skein speaks one. */
  static @Nullable Object protocol(OptionText text) {
    String name = text.value.toLowerCase(Locale.ROOT);
    if (name.equals("http/protobuf")) {
      return name;
    }
    text.remark(
        text.value,
        "Skein sends OTLP as http/protobuf only, and does so; set "
            + text.label
            + "=http/protobuf"
            + (name.equals("grpc")
                ? ", with an endpoint that takes it, usually on port 4318"
                : ""));
    return null;
  }

  static @Nullable Object propagators(OptionText text) {
    Set<String> names = new LinkedHashSet<>();
    for (String item : items(text.value)) {
      String name = item.toLowerCase(Locale.ROOT);
      if (name.equals("none")) {
        return List.of();
      }
      if (isPropagator(name)) {
        names.add(name);
      } else {
        text.remark(item, NO_PROPAGATOR + "; " + Strings.truncate(item, 100) + " is left out");
      }
    }
    return names.isEmpty() ? null : List.copyOf(names);
  }

  static boolean isPropagator(String name) {
    return Providers.propagator(name) != null;
  }

  static boolean isExporter(ExporterKind kind) {
    return kind != ExporterKind.ZIPKIN || Providers.find("zipkin") != null;
  }

  /** A number from 0 to 1. */
  static @Nullable Object ratio(OptionText text) {
    try {
      double ratio = Double.parseDouble(text.value);
      if (ratio >= 0 && ratio <= 1) {
        return ratio;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    text.unusable("a number from 0 to 1");
    return null;
  }

  /** A whole number, not negative. */
  static @Nullable Object count(OptionText text) {
    long number = digits(text.value);
    if (number >= 0 && number <= Integer.MAX_VALUE) {
      return (int) number;
    }
    text.unusable("a whole number, 0 or more");
    return null;
  }

  /** A whole number, at least 1. */
  static @Nullable Object positive(OptionText text) {
    long number = digits(text.value);
    if (number >= 1 && number <= Integer.MAX_VALUE) {
      return (int) number;
    }
    text.unusable("a whole number, 1 or more");
    return null;
  }

  static @Nullable Object trust(OptionText text) {
    String name = choice(text, "all", "private", "none");
    return name == null ? null : InboundTrust.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** A time span of which zero means that there is no limit. */
  static @Nullable Object timeout(OptionText text) {
    Duration timeout = duration(text);
    return timeout != null && timeout.isZero() ? LONGEST : timeout;
  }

  /** A time span of which zero means as soon as possible. */
  static @Nullable Object delay(OptionText text) {
    Duration delay = duration(text);
    return delay != null && delay.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : delay;
  }

  /** A time span; a standard variable may give plain milliseconds. */
  static @Nullable Duration duration(OptionText text) {
    Duration duration = null;
    try {
      duration = parseDuration(text.value, text.standard);
    } catch (DateTimeParseException | ArithmeticException e) {
      // said below
    }
    if (duration != null && !duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
      return duration;
    }
    text.unusable(
        "a duration such as 500ms, 5s, 1m or PT1M" + (text.standard ? ", or milliseconds" : ""));
    return null;
  }

  private static @Nullable Duration parseDuration(String value, boolean plainMillis) {
    if (value.startsWith("P") || value.startsWith("p")) {
      return Duration.parse(value);
    }
    int unitStart = endOfDigits(value);
    long number = digits(value.substring(0, unitStart));
    if (number < 0) {
      return null;
    }
    return switch (value.substring(unitStart).strip()) {
      case "" -> plainMillis ? Duration.ofMillis(number) : null;
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> null;
    };
  }

  /** An amount of memory, in bytes. */
  static @Nullable Object bytes(OptionText text) {
    return bytes(text, "an amount of memory such as 16MiB, 16M", MINIMUM_MEMORY);
  }

  /** A part of a disk, in bytes. */
  static @Nullable Object diskBytes(OptionText text) {
    return bytes(text, "an amount of disk space such as 256MiB, 256M", MINIMUM_DISK);
  }

  private static @Nullable Object bytes(OptionText text, String expected, long minimum) {
    int unitStart = endOfDigits(text.value);
    long number = digits(text.value.substring(0, unitStart));
    int shift =
        switch (text.value.substring(unitStart).strip().toLowerCase(Locale.ROOT)) {
          case "", "b" -> 0;
          case "k", "kib" -> 10;
          case "m", "mib" -> 20;
          case "g", "gib" -> 30;
          default -> Long.SIZE - 1; // no number but zero, which is too little, has room for that
        };
    if (number <= Long.MAX_VALUE >> shift && number << shift >= minimum) {
      return number << shift;
    }
    text.unusable(expected + " or a number of bytes, at least " + minimum);
    return null;
  }

  /** Names separated by commas. */
  static @Nullable Object list(OptionText text) {
    List<String> items = items(text.value);
    return items.isEmpty() ? null : items;
  }

  /** Paths separated by commas, each exact or, with an asterisk at its end, a prefix. */
  static Object paths(OptionText text) {
    List<String> paths = new ArrayList<>();
    for (String path : items(text.value)) {
      if (isPathPattern(path)) {
        paths.add(path);
      } else {
        text.remark(path, "a path starts with / and has * at its end only; it is left out");
      }
    }
    return List.copyOf(paths);
  }

  static boolean isPathPattern(String path) {
    int asterisk = path.indexOf('*');
    return (path.startsWith("/") || asterisk == 0)
        && (asterisk < 0 || asterisk == path.length() - 1);
  }

  /** Names of headers separated by commas, in lowercase; never those of secrets. */
  static Object headerNames(OptionText text) {
    Set<String> names = new LinkedHashSet<>();
    for (String item : items(text.value)) {
      if (SecretText.isSecretHeader(item)) {
        text.remark(item, SECRET_HEADER + "; it is left out");
      } else if (HeaderText.isToken(item)) {
        names.add(item.toLowerCase(Locale.ROOT));
      } else {
        text.remark(item, "not the name of a header; it is left out");
      }
    }
    return List.copyOf(names);
  }

  /** Hosts separated by commas, in lowercase. A list of which nothing can be used allows none. */
  static @Nullable Object hosts(OptionText text) {
    Set<String> hosts = new LinkedHashSet<>();
    for (String item : items(text.value)) {
      if (isHostPattern(item)) {
        hosts.add(item.toLowerCase(Locale.ROOT));
      } else if (!item.equalsIgnoreCase("none")) {
        text.remark(item, HOST_PATTERN + "; it is left out");
      }
    }
    return text.value.isEmpty() ? null : List.copyOf(hosts);
  }

  static boolean isHostPattern(String host) {
    if (host.equals("*")) {
      return true;
    }
    String name = host.startsWith("*.") ? host.substring(2) : host;
    boolean good = !name.isEmpty() && !name.equalsIgnoreCase("none");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      good &= c > ' ' && c != 0x7f && "*/\\@?#%,\"".indexOf(c) < 0;
    }
    int colon = name.indexOf(':');
    // one colon is a port's; an IPv6 address has two or more
    return good && (colon < 0 || name.indexOf(':', colon + 1) > 0);
  }

  static @Nullable Object file(OptionText text) {
    try {
      return text.value.isEmpty() ? null : Path.of(text.value);
    } catch (InvalidPathException e) {
      text.unusable("the name of a file");
      return null;
    }
  }

  /** Files separated by commas; one that cannot be one makes all of them unusable. */
  static @Nullable Object files(OptionText text) {
    try {
      return items(text.value).stream().map(Path::of).toList();
    } catch (InvalidPathException e) {
      text.unusable("a list of file names");
      return null;
    }
  }

  static @Nullable Object secret(OptionText text) {
    return text.value.isEmpty() ? null : text.value;
  }

  static @Nullable Object attributes(OptionText text) {
    Map<String, String> pairs = pairs(text.value);
    if (pairs == null) {
      text.unusable(
          text.value, "key=value pairs separated by commas, percent-encoded", "none of them");
      return null;
    }
    Attributes.Builder attributes = Attributes.builder();
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      attributes.put(pair.getKey(), pair.getValue());
    }
    return attributes.build();
  }

  /** Header fields; their values never appear in a problem. */
  static @Nullable Object headers(OptionText text) {
    Map<String, String> pairs = pairs(text.value);
    if (pairs == null) {
      text.secret(
          "not name=value pairs separated by commas, percent-encoded; no header is sent (the value"
              + " is not shown because it may be a secret)");
      return null;
    }
    String problem = headersProblem(pairs);
    if (problem != null) {
      text.secret(problem + "; no header is sent");
      return null;
    }
    return pairs;
  }

  /** What is wrong with the first header that cannot be sent; null when all can. */
  static @Nullable String headersProblem(Map<String, String> headers) {
    int number = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      number++;
      String problem = headerProblem(header.getKey(), header.getValue());
      if (problem != null) {
        return problem + number;
      }
    }
    return null;
  }

  /** Contains neither the value nor, unless it is well known, the name: it may be half of one. */
  private static @Nullable String headerProblem(String name, String value) {
    if (!HeaderText.isToken(name)) {
      return "the name is empty or has a character that names cannot have, of header ";
    }
    if (RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      return name + " is not for the user to set: header ";
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        return "there is a character that values cannot have, in the value of header ";
      }
    }
    return null;
  }

  /**
   * Pairs written {@code key=value,key2=value2}, percent-encoded where needed, in their order. One
   * error makes the whole text unusable, as the specification has it: half of the headers are worse
   * than none.
   *
   * @return null when there is an error
   * @see <a href="https://opentelemetry.io/docs/specs/otel/resource/sdk/">OpenTelemetry, Resource
   *     SDK</a>
   */
  private static @Nullable Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String item : items(text)) {
      int equals = item.indexOf('=');
      if (equals < 1) {
        return null;
      }
      String key = decode(item.substring(0, equals).strip());
      String value = decode(item.substring(equals + 1).strip());
      if (key == null || key.isEmpty() || value == null) {
        return null;
      }
      pairs.put(key, value);
    }
    return Collections.unmodifiableMap(pairs);
  }

  /** Percent-decodes UTF-8; null when the encoding is broken. A plus sign stays one. */
  private static @Nullable String decode(String text) {
    try {
      String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      return decoded.indexOf('\uFFFD') < 0 ? decoded : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static List<String> items(String value) {
    List<String> items = new ArrayList<>();
    for (String item : value.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return List.copyOf(items);
  }

  private static int endOfDigits(String value) {
    int end = 0;
    while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
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
}
