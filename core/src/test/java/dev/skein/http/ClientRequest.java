package dev.skein.http;

/** A request to be sent, as an adapter would show it. */
record ClientRequest(
    String method,
    String url,
    String host,
    int port,
    String urlTemplate,
    int resendCount,
    long elapsedNanos)
    implements HttpClientRequest {

  static ClientRequest of(String method, String url) {
    return new ClientRequest(method, url, null, 0, null, 0, 0);
  }

  static ClientRequest get(String url) {
    return of("GET", url);
  }

  ClientRequest to(String host, int port) {
    return new ClientRequest(method, url, host, port, urlTemplate, resendCount, elapsedNanos);
  }

  ClientRequest template(String urlTemplate) {
    return new ClientRequest(method, url, host, port, urlTemplate, resendCount, elapsedNanos);
  }

  ClientRequest resent(int count) {
    return new ClientRequest(method, url, host, port, urlTemplate, count, elapsedNanos);
  }

  ClientRequest begun(long elapsedNanos) {
    return new ClientRequest(method, url, host, port, urlTemplate, resendCount, elapsedNanos);
  }
}
