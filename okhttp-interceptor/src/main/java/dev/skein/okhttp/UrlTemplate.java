package dev.skein.okhttp;

import java.util.Objects;
import okhttp3.Request;

/**
 * The template a request's URL was made from, given as a tag of the request. It becomes {@code
 * url.template} and part of the span's name:
 *
 * <pre>{@code
 * new Request.Builder()
 *     .url(items.newBuilder().addPathSegment(id).build())
 *     .tag(UrlTemplate.class, new UrlTemplate("/items/{id}"))
 *     .build();
 * }</pre>
 *
 * <p>It names every attempt at the URL that was sent first, and none at the URL of a redirect. With
 * Retrofit, a parameter annotated with {@code @Tag} carries it.
 *
 * @param template of low cardinality, usually a path with variables in braces
 * @see Request.Builder#tag(Class, Object)
 */
public record UrlTemplate(String template) {
  /** Refuses null. */
  public UrlTemplate {
    Objects.requireNonNull(template, "template");
  }
}
