package dev.skein.http;

import dev.skein.AttributeKey;

/**
 * The attributes that HTTP spans carry, by OpenTelemetry's stable conventions v1.44.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">Semantic conventions
 *     for HTTP spans</a>
 */
public final class HttpAttributes {
  /** The method, or {@code _OTHER} for one that is not known. */
  public static final AttributeKey<String> HTTP_REQUEST_METHOD =
      AttributeKey.stringKey("http.request.method");

  /** The method as sent, when it is not known; at most 128 chars of it. */
  public static final AttributeKey<String> HTTP_REQUEST_METHOD_ORIGINAL =
      AttributeKey.stringKey("http.request.method_original");

  /** How many attempts of the same request came before. */
  public static final AttributeKey<Long> HTTP_REQUEST_RESEND_COUNT =
      AttributeKey.longKey("http.request.resend_count");

  /** The status code that was sent or received. */
  public static final AttributeKey<Long> HTTP_RESPONSE_STATUS_CODE =
      AttributeKey.longKey("http.response.status_code");

  /** The template of the route that served the request. */
  public static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");

  /** The status code or the class of the exception that made the request fail. */
  public static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /** The path of the request. */
  public static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");

  /** The query of the request, redacted. */
  public static final AttributeKey<String> URL_QUERY = AttributeKey.stringKey("url.query");

  /** The scheme the client used, as far as it is known. */
  public static final AttributeKey<String> URL_SCHEME = AttributeKey.stringKey("url.scheme");

  /** The URL of a sent request, redacted. */
  public static final AttributeKey<String> URL_FULL = AttributeKey.stringKey("url.full");

  /** The template that the URL of a sent request was made from. */
  public static final AttributeKey<String> URL_TEMPLATE = AttributeKey.stringKey("url.template");

  /** The host the client asked for. */
  public static final AttributeKey<String> SERVER_ADDRESS =
      AttributeKey.stringKey("server.address");

  /** The port the client asked for. */
  public static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

  /** The client's address, as far as it is known. */
  public static final AttributeKey<String> CLIENT_ADDRESS =
      AttributeKey.stringKey("client.address");

  /** The address of the other end of the connection. */
  public static final AttributeKey<String> NETWORK_PEER_ADDRESS =
      AttributeKey.stringKey("network.peer.address");

  /** The port of the other end of the connection. */
  public static final AttributeKey<Long> NETWORK_PEER_PORT =
      AttributeKey.longKey("network.peer.port");

  /** The version of HTTP: {@code 1.0}, {@code 1.1}, {@code 2} or {@code 3}. */
  public static final AttributeKey<String> NETWORK_PROTOCOL_VERSION =
      AttributeKey.stringKey("network.protocol.version");

  /** The {@code User-Agent} header; at most 256 chars of it. */
  public static final AttributeKey<String> USER_AGENT_ORIGINAL =
      AttributeKey.stringKey("user_agent.original");

  private HttpAttributes() {}
}
