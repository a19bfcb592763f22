package dev.skein.testkit.contract;

import dev.skein.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as it is, for those who change one thing. */
class MisreadRequest implements HttpServerRequest {
  final HttpServerRequest request;

  MisreadRequest(HttpServerRequest request) {
    this.request = request;
  }

  @Override
  public @Nullable String method() {
    return request.method();
  }

  @Override
  public @Nullable String scheme() {
    return request.scheme();
  }

  @Override
  public @Nullable String target() {
    return request.target();
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    return request.headers(lowerCaseName);
  }

  @Override
  public @Nullable String peerAddress() {
    return request.peerAddress();
  }

  @Override
  public int peerPort() {
    return request.peerPort();
  }

  @Override
  public @Nullable String protocolVersion() {
    return request.protocolVersion();
  }
}
