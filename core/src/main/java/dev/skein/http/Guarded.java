package dev.skein.http;

import dev.skein.internal.RateLimitedLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks an adapter's requests, and survives whatever they answer. */
final class Guarded {
  private static final RateLimitedLog LOG = new RateLimitedLog(System.getLogger("dev.skein.http"));

  private Guarded() {}

  /** Tells, at most once a minute, that something threw. The type only: a message may hold data. */
  static void report(String what, Throwable failure) {
    LOG.warn(what + " threw " + failure.getClass().getName() + "; the request is not affected");
  }

  static @Nullable String method(HttpServerRequest request) {
    try {
      return request.method();
    } catch (Throwable e) {
      report("HttpServerRequest.method", e);
      return null;
    }
  }

  static @Nullable String scheme(HttpServerRequest request) {
    try {
      return request.scheme();
    } catch (Throwable e) {
      report("HttpServerRequest.scheme", e);
      return null;
    }
  }

  static @Nullable String target(HttpServerRequest request) {
    try {
      return request.target();
    } catch (Throwable e) {
      report("HttpServerRequest.target", e);
      return null;
    }
  }

  static @Nullable String authority(HttpServerRequest request) {
    try {
      return request.authority();
    } catch (Throwable e) {
      report("HttpServerRequest.authority", e);
      return null;
    }
  }

  static List<String> headers(HttpServerRequest request, String lowerCaseName) {
    try {
      List<String> lines = request.headers(lowerCaseName);
      return orEmpty(lines);
    } catch (Throwable e) {
      report("HttpServerRequest.headers", e);
      return List.of();
    }
  }

  @SuppressWarnings("NullAway") // an adapter without null checks may well answer null
  private static List<String> orEmpty(@Nullable List<String> lines) {
    return lines == null ? List.of() : lines;
  }

  /** The first line of a header; null when there is none. */
  static @Nullable String header(HttpServerRequest request, String lowerCaseName) {
    List<String> lines = headers(request, lowerCaseName);
    try {
      return lines.isEmpty() ? null : lines.get(0);
    } catch (Throwable e) {
      report("The list of HttpServerRequest.headers", e);
      return null;
    }
  }

  static @Nullable String peerAddress(HttpServerRequest request) {
    try {
      return request.peerAddress();
    } catch (Throwable e) {
      report("HttpServerRequest.peerAddress", e);
      return null;
    }
  }

  static int peerPort(HttpServerRequest request) {
    try {
      return request.peerPort();
    } catch (Throwable e) {
      report("HttpServerRequest.peerPort", e);
      return 0;
    }
  }

  static @Nullable String protocolVersion(HttpServerRequest request) {
    try {
      return request.protocolVersion();
    } catch (Throwable e) {
      report("HttpServerRequest.protocolVersion", e);
      return null;
    }
  }

  static @Nullable String method(HttpClientRequest request) {
    try {
      return request.method();
    } catch (Throwable e) {
      report("HttpClientRequest.method", e);
      return null;
    }
  }

  static @Nullable String url(HttpClientRequest request) {
    try {
      return request.url();
    } catch (Throwable e) {
      report("HttpClientRequest.url", e);
      return null;
    }
  }

  static @Nullable String host(HttpClientRequest request) {
    try {
      return request.host();
    } catch (Throwable e) {
      report("HttpClientRequest.host", e);
      return null;
    }
  }

  static int port(HttpClientRequest request) {
    try {
      return request.port();
    } catch (Throwable e) {
      report("HttpClientRequest.port", e);
      return 0;
    }
  }

  static @Nullable String urlTemplate(HttpClientRequest request) {
    try {
      return request.urlTemplate();
    } catch (Throwable e) {
      report("HttpClientRequest.urlTemplate", e);
      return null;
    }
  }

  static int resendCount(HttpClientRequest request) {
    try {
      return request.resendCount();
    } catch (Throwable e) {
      report("HttpClientRequest.resendCount", e);
      return 0;
    }
  }

  static long elapsedNanos(HttpClientRequest request) {
    try {
      return request.elapsedNanos();
    } catch (Throwable e) {
      report("HttpClientRequest.elapsedNanos", e);
      return 0;
    }
  }
}
