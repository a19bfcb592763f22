package dev.skein.testkit.contract;

import dev.skein.Skein;
import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The adapter of {@link ReferenceClient}: does what the contract wants. A mutant overrides a
 * method.
 */
class ReferenceClientAdapter {
  final Skein skein;
  final HttpClientTracer tracer;

  ReferenceClientAdapter(Skein skein) {
    this.skein = skein;
    this.tracer = HttpClientTracer.create(skein);
  }

  /** An attempt begins; what is returned is told the rest. */
  HttpClientSpan start(String method, URI url, int resendCount) {
    return tracer.start(new Outgoing(method, url.toString(), resendCount));
  }

  void inject(HttpClientSpan span, List<Map.Entry<String, String>> headers) {
    tracer.inject(
        span,
        headers,
        (lines, name, value) -> {
          lines.removeIf(line -> line.getKey().equalsIgnoreCase(name));
          lines.add(Map.entry(name, value));
        });
  }

  /** The connection is there, or will not be. */
  void peer(HttpClientSpan span, InetAddress address, int port) {
    span.peer(address.getHostAddress(), port);
  }

  /** An answer that is not the last one. */
  void interim(HttpClientSpan span, int status) {}

  void answered(HttpClientSpan span, int status, String version) {
    span.response(status);
    span.protocolVersion(version);
    span.end();
  }

  void bodyRead(HttpClientSpan span) {}

  void bodyFailed(HttpClientSpan span, Throwable failure) {}

  void failed(HttpClientSpan span, Throwable failure) {
    span.failed(failure);
    span.end();
  }

  void givenUp(HttpClientSpan span, Throwable failure) {
    span.cancelled();
    span.end();
  }

  record Outgoing(String method, String url, int resendCount) implements HttpClientRequest {}
}
