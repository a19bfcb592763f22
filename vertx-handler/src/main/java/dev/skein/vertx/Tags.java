package dev.skein.vertx;

import io.vertx.core.spi.tracing.TagExtractor;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Vert.x tells of a request by name. Versions 4.5 and 5 use different names for the same
 * thing.
 */
final class Tags {
  private Tags() {}

  /** The value of the first tag that has one of two names. */
  static <R> @Nullable String value(TagExtractor<R> tags, R request, String name, String oldName) {
    int length = tags.len(request);
    for (int i = 0; i < length; i++) {
      String tag = tags.name(request, i);
      if (name.equals(tag) || oldName.equals(tag)) {
        return tags.value(request, i);
      }
    }
    return null;
  }

  /** Whether there is a tag that has one of two names. */
  static <R> boolean has(TagExtractor<R> tags, R request, String name, String oldName) {
    int length = tags.len(request);
    for (int i = 0; i < length; i++) {
      String tag = tags.name(request, i);
      if (name.equals(tag) || oldName.equals(tag)) {
        return true;
      }
    }
    return false;
  }

  /** The method of an HTTP request. */
  static <R> @Nullable String method(TagExtractor<R> tags, R request) {
    return value(tags, request, "http.request.method", "http.method");
  }

  /** The URL of an HTTP request. */
  static <R> @Nullable String url(TagExtractor<R> tags, R request) {
    return value(tags, request, "url.full", "http.url");
  }

  /** The status of an HTTP response; 0 when there is none. */
  static <R> int status(TagExtractor<R> tags, R response) {
    String text = value(tags, response, "http.response.status_code", "http.status_code");
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
