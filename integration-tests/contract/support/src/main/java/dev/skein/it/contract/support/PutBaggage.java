package dev.skein.it.contract.support;

import dev.skein.Baggage;
import dev.skein.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The header by which a test has a service put an entry into the baggage, as an application does:
 * {@code name=value}, the value as {@link java.net.URLEncoder} writes it.
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
    String value = URLDecoder.decode(header.substring(equals + 1), StandardCharsets.UTF_8);
    Baggage baggage = context.baggage().put(header.substring(0, equals), value);
    return context.with(baggage);
  }
}
