package dev.skein.interop;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Setter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
    Baggage baggage = context.baggage();
    int entries = 0;
    for (String name : getter.names(carrier)) {
      if (entries < MAX_ENTRIES && isPrefixed(name)) {
        String key = name.toLowerCase(Locale.ROOT);
        String value = last(carrier, getter, key);
        if (value != null && value.length() <= MAX_LENGTH) {
          baggage = baggage.put(key.substring(PREFIX.length()), decode(value));
          entries++;
        }
      }
    }
    baggage = typed(baggage, last(carrier, getter, TYPED));
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

  /** {@code k1=v1, k2=v2}, as it was typed. */
  private static Baggage typed(Baggage baggage, @Nullable String list) {
    Baggage result = baggage;
    int length = list == null ? 0 : Math.min(list.length(), MAX_LENGTH);
    int entries = 0;
    for (int from = 0, to; list != null && from < length && entries < MAX_ENTRIES; from = to + 1) {
      int comma = list.indexOf(',', from);
      to = comma < 0 || comma > length ? length : comma;
      int equals = list.indexOf('=', from);
      if (equals > from && equals < to) {
        String name = list.substring(from, equals).strip();
        result = result.put(name, list.substring(equals + 1, to).strip());
        entries++;
      }
    }
    return result;
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
