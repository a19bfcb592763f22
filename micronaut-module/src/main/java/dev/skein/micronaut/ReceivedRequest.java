package dev.skein.micronaut;

import dev.skein.http.HttpServerRequest;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Shows a request to the protocol tier that some other server than Micronaut's Netty server
 * received.
 */
record ReceivedRequest(HttpRequest<?> request) implements HttpServerRequest {

  /** Whether the client asks for a WebSocket. */
  boolean isWebSocket() {
    HttpHeaders headers = request.getHeaders();
    String connection = headers.get(HttpHeaders.CONNECTION);
    return "websocket".equalsIgnoreCase(headers.get(HttpHeaders.UPGRADE))
        && connection != null
        && connection.toLowerCase(Locale.ROOT).contains("upgrade");
  }

  @Override
  public String method() {
    return request.getMethodName();
  }

  @Override
  public String scheme() {
    return request.isSecure() ? "https" : "http";
  }

  @Override
  public String target() {
    return request.getUri().toString();
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    return request.getHeaders().getAll(lowerCaseName);
  }

  @Override
  public Collection<String> headerNames() {
    return request.getHeaders().names();
  }

  @Override
  public String peerAddress() {
    return request.getRemoteAddress().getAddress().getHostAddress();
  }

  @Override
  public int peerPort() {
    return request.getRemoteAddress().getPort();
  }

  @Override
  public String protocolVersion() {
    return request.getHttpVersion().name();
  }
}
