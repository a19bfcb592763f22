/**
 * What an HTTP span is: names, attributes, status and end, the same for every framework.
 *
 * <p>An adapter translates its framework's request into {@link dev.skein.http.HttpServerRequest} or
 * {@link dev.skein.http.HttpClientRequest} and says when something happened; what that means for
 * the span is decided here, by OpenTelemetry's stable HTTP conventions (v1.44). Nothing in this
 * package throws, blocks or keeps a lock, whatever an adapter or the network hands it.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">Semantic conventions
 *     for HTTP spans</a>
 */
@NullMarked
package dev.skein.http;

import org.jspecify.annotations.NullMarked;
