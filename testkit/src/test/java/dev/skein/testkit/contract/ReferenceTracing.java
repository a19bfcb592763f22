package dev.skein.testkit.contract;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerSpan;
import dev.skein.http.HttpServerTracer;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The adapter of the {@link ReferenceServer}, as it has to be: one for each request. Every method
 * is a moment that an adapter must choose well, and that a mutant chooses badly.
 */
class ReferenceTracing {
  /** Makes the adapter of one request. */
  interface Factory {
    ReferenceTracing start(Skein skein, HttpServerTracer tracer, HttpServerRequest request);
  }

  final Skein skein;
  final HttpServerTracer tracer;
  final HttpServerRequest request;
  final HttpServerSpan span;

  ReferenceTracing(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
    this.skein = skein;
    this.tracer = tracer;
    this.request = request;
    this.span = tracer.start(request);
  }

  /** Around the handler, on its thread. */
  Scope attach() {
    return skein.attach(span.context());
  }

  /** A route serves the request. */
  void route(String template) {
    span.route(template);
  }

  /** No route serves the request. */
  void noRoute() {}

  /** The request starts again inside the server, for another path. */
  void forwarded() {}

  /** What the handler reads. */
  InputStream body(InputStream body) {
    return body;
  }

  /** An informational response is about to be sent. */
  void informed(int status) {}

  /** The head of the response is about to be sent. */
  void responded(int status) {
    span.response(status);
  }

  /** The headers of the response. */
  Map<String, String> headers(Map<String, String> headers) {
    Map<String, String> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    lines.putAll(headers);
    tracer.responseHeaders(
        span, lines, (all, name) -> all.containsKey(name) ? List.of(all.get(name)) : List.of());
    return headers;
  }

  /** A part of the response. */
  byte[] part(byte[] bytes) {
    return bytes;
  }

  /** The head of the response has been sent. */
  void headSent() {}

  /** The handler has thrown. */
  void failed(Throwable failure) {
    span.failed(failure);
  }

  /** The connection is gone. */
  void gone() {
    span.aborted();
  }

  /** The last byte has been sent, or nothing will be any more. */
  void done() {
    span.end();
  }
}
