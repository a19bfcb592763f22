package dev.skein.micronaut;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** What only Micronaut's Netty server knows about a request. */
final class NettyConnection {
  private final NettyHttpRequest<?> request;

  private NettyConnection(NettyHttpRequest<?> request) {
    this.request = request;
  }

  /**
   * True, when the server is there.
   *
   * @throws LinkageError when it is not
   */
  static boolean isPresent() {
    return !NettyHttpRequest.class.isInterface();
  }

  /** The connection that a request came in on; null when it is not known. */
  static @Nullable NettyConnection of(HttpRequest<?> request) {
    HttpRequest<?> inner = request;
    while (inner instanceof HttpRequestWrapper<?> wrapper) {
      inner = wrapper.getDelegate();
    }
    return inner instanceof NettyHttpRequest<?> netty ? new NettyConnection(netty) : null;
  }

  /** The request target as it was sent. */
  String target() {
    return request.getNativeRequest().uri();
  }

  /** The version of the protocol; Micronaut takes HTTP/1.0 for HTTP/1.1. */
  String protocolVersion() {
    boolean old = request.getNativeRequest().protocolVersion().equals(HttpVersion.HTTP_1_0);
    return old ? "1.0" : request.getHttpVersion().name();
  }

  /** Whether a response can still be sent. */
  boolean isOpen() {
    return request.getChannelHandlerContext().channel().isActive();
  }
}
