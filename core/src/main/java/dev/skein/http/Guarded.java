package dev.skein.http;

import dev.skein.internal.RateLimitedLog;
import dev.skein.propagation.Getter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a received request for its headers, and survives whatever it answers. */
final class Guarded implements Getter<HttpServerRequest> {
  /** The headers of a request, for a propagator. */
  static final Guarded HEADERS = new Guarded();

  // more than honest proxies need; the rest is not read
  private static final int MAX_LINES = 32;

  private static final RateLimitedLog LOG = new RateLimitedLog(System.getLogger("dev.skein.http"));

  private Guarded() {}

  /** Tells, at most once a minute, that something threw. The type only: a message may hold data. */
  static void report(String what, Throwable failure) {
    String thrown = what.concat(" threw ").concat(failure.getClass().getName());
    LOG.warn(thrown.concat("; the request is not affected"));
  }

  @Override
  @SuppressWarnings("NullAway") // an adapter without null checks may well answer null
  public List<String> getAll(HttpServerRequest request, String name) {
    List<String> lines = null;
    try {
      lines = request.headers(name);
    } catch (Throwable e) {
      report("HttpServerRequest.headers", e);
    }
    return lines == null ? List.of() : lines;
  }

  @Override
  public @Nullable String getOne(HttpServerRequest request, String name) {
    try {
      return request.header(name);
    } catch (Throwable e) {
      report("HttpServerRequest.header", e);
      return null;
    }
  }

  /** The first line of a header; null when there is none. */
  static @Nullable String first(HttpServerRequest request, String lowerCaseName) {
    return lines(request, lowerCaseName, 1);
  }

  /** The lines of a header whose value is a list, as one; null when there is none. */
  static @Nullable String list(HttpServerRequest request, String lowerCaseName) {
    return lines(request, lowerCaseName, MAX_LINES);
  }

  private static @Nullable String lines(HttpServerRequest request, String name, int max) {
    String line = HEADERS.getOne(request, name);
    if (!SEVERAL.equals(line)) {
      return line;
    }
    List<String> lines = HEADERS.getAll(request, name);
    try {
      line = lines.get(0);
      int count = Math.min(lines.size(), max);
      for (int i = 1; i < count && line.length() < ForwardedHeaders.MAX_LENGTH; i++) {
        line = line.concat(",").concat(lines.get(i));
      }
      return line;
    } catch (Throwable e) {
      report("The list of HttpServerRequest.headers", e);
      return line;
    }
  }
}
