package dev.skein.interop;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Setter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The baggage of Jaeger's clients: a header per entry, coded as a URL's query is. */
final class JaegerBaggage {
  private static final String PREFIX = "uberctx-";
  private static final String TYPED = "jaeger-baggage";

  /** What a baggage can hold; hostile requests are not read any further. */
  private static final int MAX_ENTRIES = 64;

  private static final int MAX_LENGTH = 8_192;

  private JaegerBaggage() {}

  static <C> Context read(Context context, C carrier, Getter<C> getter) {
    List<Baggage.Entry> entries = new ArrayList<>(0);
    int seen = 0;
    int left = MAX_LENGTH;
    for (String name : getter.names(carrier)) {
      if (seen == MAX_ENTRIES || left < 0) {
        break;
      }
      if (isPrefixed(name)) {
        seen++;
        String value = last(carrier, getter, name.toLowerCase(Locale.ROOT));
        int length = value == null ? 0 : name.length() - PREFIX.length() + value.length();
        if (value != null && length <= left) {
          String key = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
          entries.add(new Baggage.Entry(key, decode(value), ""));
          left -= length;
        }
      }
    }
    addTyped(last(carrier, getter, TYPED), entries);
    if (entries.isEmpty()) {
      return context;
    }
    Baggage baggage = context.baggage().putAll(entries);
    return baggage.equals(context.baggage()) ? context : context.with(baggage);
  }

  private static boolean isPrefixed(@Nullable String name) {
    return name != null
        && name.length() > PREFIX.length()
        && name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /** The value of a header that can have one only. */
  private static <C> @Nullable String last(C carrier, Getter<C> getter, String name) {
    String line = getter.getOne(carrier, name);
    if (!Getter.SEVERAL.equals(line)) {
      return line;
    }
    List<String> lines = getter.getAll(carrier, name);
    return lines.isEmpty() ? null : lines.get(lines.size() - 1);
  }

  /** {@code k1=v1, k2=v2}, as it was typed. What is no entry counts like one. */
  private static void addTyped(@Nullable String list, List<Baggage.Entry> entries) {
    if (list == null) {
      return;
    }
    int length = list.length() > MAX_LENGTH ? list.lastIndexOf(',', MAX_LENGTH) : list.length();
    int seen = 0;
    for (int from = 0, to; from < length && seen < MAX_ENTRIES; from = to + 1) {
      int equals = -1;
      for (to = from; to < length && list.charAt(to) != ','; to++) {
        if (equals < 0 && list.charAt(to) == '=') {
          equals = to;
        }
      }
      if (equals > from) {
        String name = list.substring(from, equals).strip();
        entries.add(new Baggage.Entry(name, list.substring(equals + 1, to).strip(), ""));
      }
      seen++;
    }
  }

  static <C> void write(Baggage baggage, C carrier, Setter<C> setter) {
    if (baggage.isEmpty()) {
      return;
    }
    for (Baggage.Entry entry : baggage.entries()) {
      String value = URLEncoder.encode(entry.value(), StandardCharsets.UTF_8);
      setter.set(carrier, PREFIX + entry.name().toLowerCase(Locale.ROOT), value);
    }
  }

  /** A value that is not coded correctly is taken as it is. */
  private static String decode(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
