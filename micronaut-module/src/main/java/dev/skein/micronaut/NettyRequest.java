package dev.skein.micronaut;

import dev.skein.http.HttpServerRequest;
import dev.skein.propagation.Getter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a request that Micronaut's Netty server received to the protocol tier. */
final class NettyRequest implements HttpServerRequest {
  private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
  private static final AsciiString TRACESTATE = AsciiString.cached("tracestate");
  private static final AsciiString BAGGAGE = AsciiString.cached("baggage");
  private static final AsciiString FORWARDED = AsciiString.cached("forwarded");
  private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
  private static final AsciiString FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
  private static final AsciiString FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");

  private final NettyHttpRequest<?> request;
  private final HttpHeaders headers;
  private final NettyPeer peer;

  private NettyRequest(NettyHttpRequest<?> request) {
    this.request = request;
    this.headers = request.getNativeRequest().headers();
    this.peer = NettyPeer.of(request.getChannelHandlerContext().channel());
  }

  /**
   * True, when the server is there.
   *
   * @throws LinkageError when it is not
   */
  static boolean isPresent() {
    return !NettyHttpRequest.class.isInterface();
  }

  /** A request as its connection shows it; null when it came some other way. */
  static @Nullable NettyRequest of(HttpRequest<?> request) {
    NettyHttpRequest<?> received = received(request);
    return received == null ? null : new NettyRequest(received);
  }

  /** Whether the connection of a request is known. */
  static boolean isReceived(HttpRequest<?> request) {
    return received(request) != null;
  }

  /** Whether nobody gets a response to a request any more. */
  static boolean isGone(HttpRequest<?> request) {
    NettyHttpRequest<?> received = received(request);
    return received != null && !received.getChannelHandlerContext().channel().isActive();
  }

  /** Has an exchange end with the connection of its request. */
  static void endWithConnection(HttpRequest<?> request, ServerExchange exchange) {
    NettyHttpRequest<?> received = received(request);
    if (received != null) {
      NettyConnection.add(received.getChannelHandlerContext().channel(), exchange);
    }
  }

  /** Lets the connection of a request that is over forget it. */
  static void forget(HttpRequest<?> request) {
    NettyHttpRequest<?> received = received(request);
    if (received != null) {
      NettyConnection.clean(received.getChannelHandlerContext().channel());
    }
  }

  private static @Nullable NettyHttpRequest<?> received(HttpRequest<?> request) {
    HttpRequest<?> inner = request;
    while (!(inner instanceof NettyHttpRequest<?>)) {
      if (!(inner instanceof HttpRequestWrapper<?> wrapper)) {
        return null;
      }
      inner = wrapper.getDelegate();
    }
    return (NettyHttpRequest<?>) inner;
  }

  /** Whether the client asks for a WebSocket. */
  boolean isWebSocket() {
    String upgrade = headers.get(HttpHeaderNames.UPGRADE);
    String connection = upgrade == null ? null : headers.get(HttpHeaderNames.CONNECTION);
    return connection != null
        && HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(upgrade)
        && connection.toLowerCase(Locale.ROOT).contains("upgrade");
  }

  @Override
  public String method() {
    return request.getMethodName();
  }

  @Override
  public String scheme() {
    return peer.secure() ? "https" : "http";
  }

  @Override
  public String target() {
    return request.getNativeRequest().uri();
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    return headers.getAll(lowerCaseName);
  }

  @Override
  public Collection<String> headerNames() {
    return headers.names();
  }

  @Override
  public @Nullable String header(String lowerCaseName) {
    CharSequence name = hashed(lowerCaseName);
    String value = headers.get(name);
    if (value == null) {
      return null;
    }
    var values = headers.valueCharSequenceIterator(name);
    values.next();
    return values.hasNext() ? Getter.SEVERAL : value;
  }

  /** A name that knows its hash: Netty computes that of a String anew every time. */
  private static CharSequence hashed(String lowerCaseName) {
    return switch (lowerCaseName) {
      case "traceparent" -> TRACEPARENT;
      case "tracestate" -> TRACESTATE;
      case "baggage" -> BAGGAGE;
      case "forwarded" -> FORWARDED;
      case "x-forwarded-for" -> FORWARDED_FOR;
      case "x-forwarded-host" -> FORWARDED_HOST;
      case "x-forwarded-proto" -> FORWARDED_PROTO;
      case "host" -> HttpHeaderNames.HOST;
      case "user-agent" -> HttpHeaderNames.USER_AGENT;
      default -> lowerCaseName;
    };
  }

  @Override
  public @Nullable String peerAddress() {
    return peer.address();
  }

  @Override
  public int peerPort() {
    return peer.port();
  }

  /** Micronaut takes HTTP/1.0 for HTTP/1.1. */
  @Override
  public String protocolVersion() {
    boolean old = request.getNativeRequest().protocolVersion().equals(HttpVersion.HTTP_1_0);
    return old ? "1.0" : request.getHttpVersion().name();
  }
}
