package dev.skein.vertx;

import dev.skein.Scope;
import dev.skein.http.HttpClientSpan;

/**
 * What is kept on a request's Vert.x context, one value per key and context. Compared by identity;
 * the name is for people.
 *
 * @param <T> the type of the value
 */
public final class RequestKey<T> {
  /** The scope that is current there; {@link VertxContextStorage} keeps it. */
  public static final RequestKey<Scope> SCOPE = new RequestKey<>("scope", Scope.class);

  /** The request that the context belongs to; {@link SkeinVertxTracer} puts it. */
  public static final RequestKey<ServerCall> SERVER_CALL =
      new RequestKey<>("server-call", ServerCall.class);

  /**
   * A client span that was started before there was a connection. {@link SkeinVertxTracer} takes it
   * for the next request that is sent from the context, instead of starting one; who put it ends it
   * when nothing was sent.
   */
  public static final RequestKey<HttpClientSpan> CLIENT_SPAN =
      new RequestKey<>("client-span", HttpClientSpan.class);

  /** Where the last response on the context sent its caller. */
  static final RequestKey<Redirect> REDIRECT = new RequestKey<>("redirect", Redirect.class);

  private final String name;
  private final Class<T> type;

  private RequestKey(String name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  /** The type of the value. */
  public Class<T> type() {
    return type;
  }

  /** A name that is fit for a key in a map of text. */
  @Override
  public String toString() {
    return "dev.skein." + name;
  }
}
