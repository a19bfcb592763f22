package dev.skein.hostile;

import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpServerRequest;
import java.util.List;

/** Requests of adapters that know nothing. */
final class Requests {
  private Requests() {}

  /** A received one. */
  static final class Empty implements HttpServerRequest {
    @Override
    public String method() {
      return null;
    }

    @Override
    public String scheme() {
      return null;
    }

    @Override
    public String target() {
      return null;
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      return null;
    }

    @Override
    public String peerAddress() {
      return null;
    }

    @Override
    public int peerPort() {
      return -1;
    }

    @Override
    public String protocolVersion() {
      return null;
    }
  }

  /** One to be sent. */
  static final class EmptyClient implements HttpClientRequest {
    @Override
    public String method() {
      return null;
    }

    @Override
    public String url() {
      return null;
    }
  }
}
