package dev.skein.testkit.contract;

import dev.skein.Skein;
import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.propagation.Setter;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The adapter of {@link ReferenceClient}: does what the contract wants. A mutant overrides a
 * method.
 */
class ReferenceClientAdapter {
  final Skein skein;
  final HttpClientTracer tracer;

  /** The headers that the application has set. */
  private List<Map.Entry<String, String>> asked = List.of();

  ReferenceClientAdapter(Skein skein) {
    this.skein = skein;
    this.tracer = HttpClientTracer.create(skein);
  }

  /** A call begins. */
  void asked(List<Map.Entry<String, String>> headers) {
    asked = headers;
  }

  /** An attempt begins; what is returned is told the rest. */
  HttpClientSpan start(String method, URI url, int resendCount) {
    return tracer.start(new Outgoing(method, url.toString(), resendCount, asked));
  }

  void inject(HttpClientSpan span, List<Map.Entry<String, String>> headers) {
    tracer.inject(span, headers, new Lines());
  }

  private static final class Lines implements Setter<List<Map.Entry<String, String>>> {
    @Override
    public void set(List<Map.Entry<String, String>> lines, String name, String value) {
      remove(lines, name);
      lines.add(Map.entry(name, value));
    }

    @Override
    public void remove(List<Map.Entry<String, String>> lines, String name) {
      lines.removeIf(line -> line.getKey().equalsIgnoreCase(name));
    }
  }

  /** The connection is there, or will not be. */
  void peer(HttpClientSpan span, InetAddress address, int port) {
    span.peer(address.getHostAddress(), port);
  }

  /** The headers of the last answer, by their names in lower case. */
  void headers(HttpClientSpan span, Map<String, String> headers) {
    tracer.responseHeaders(
        span, headers, (all, name) -> all.containsKey(name) ? List.of(all.get(name)) : List.of());
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

  record Outgoing(String method, String url, int resendCount, List<Map.Entry<String, String>> lines)
      implements HttpClientRequest {

    /** A request whose headers are not known. */
    Outgoing(String method, String url, int resendCount) {
      this(method, url, resendCount, List.of());
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      return lines.stream()
          .filter(line -> line.getKey().toLowerCase(Locale.ROOT).equals(lowerCaseName))
          .map(Map.Entry::getValue)
          .toList();
    }
  }
}
