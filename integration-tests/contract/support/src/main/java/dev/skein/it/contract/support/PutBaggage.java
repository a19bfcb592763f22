package dev.skein.it.contract.support;

import dev.skein.Baggage;
import dev.skein.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The header by which a test has a service put an entry into the baggage, as an application does:
 * {@code name=value} or {@code name=value;metadata}, both as {@link java.net.URLEncoder} writes
 * them. The value <code>{name}</code> stands for what the application reads under that name.
 */
public final class PutBaggage {
  /** The name of the header. */
  public static final String HEADER = "X-Put-Baggage";

  private PutBaggage() {}

  /**
   * The context to make a call in.
   *
   * @param context the current one
   * @param header what the request says; null when it does not
   * @return the context itself when there is nothing to put
   */
  public static Context into(Context context, @Nullable String header) {
    if (header == null) {
      return context;
    }
    int equals = header.indexOf('=');
    int semicolon = header.indexOf(';');
    int end = semicolon < 0 ? header.length() : semicolon;
    Baggage baggage =
        context
            .baggage()
            .put(
                header.substring(0, equals),
                value(context.baggage(), header.substring(equals + 1, end)),
                decode(header.substring(Math.min(end + 1, header.length()))));
    return context.with(baggage);
  }

  private static String value(Baggage baggage, String text) {
    if (!text.startsWith("{")) {
      return decode(text);
    }
    String value = baggage.get(text.substring(1, text.length() - 1));
    return value == null ? "" : value;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
