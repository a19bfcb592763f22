package dev.skein;

import dev.skein.internal.Nullable;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The URL that spans are sent to.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OpenTelemetry, OTLP
 *     exporter</a>
 */
final class EndpointParser {
  private static final String SIGNAL_PATH = "/v1/traces";
  private static final int GRPC_PORT = 4317;

  private EndpointParser() {}

  /** The base URL, to which the path of the signal is added. */
  static @Nullable Object base(OptionText text) {
    URI uri = parse(text, text.fallback);
    if (uri != null && withoutSlash(uri.getRawPath()).endsWith(SIGNAL_PATH)) {
      text.remark(
          shown(text.value),
          "v1/traces is added to the endpoint, which has it already; leave it out, or set"
              + " traces-endpoint");
    }
    return uri;
  }

  /** The URL that is used as it is. */
  static @Nullable Object full(OptionText text) {
    URI uri = parse(text, text.fallback.isEmpty() ? "endpoint" : text.fallback);
    return uri == null || !uri.getRawPath().isEmpty() ? uri : create(uri, "/");
  }

  /** The URL for traces below a base URL. */
  static URI forTraces(URI base) {
    return create(base, withoutSlash(base.getRawPath()) + SIGNAL_PATH);
  }

  private static @Nullable URI parse(OptionText text, String fallback) {
    String shown = shown(text.value);
    URI uri;
    try {
      uri = new URI(text.value);
    } catch (URISyntaxException e) {
      text.unusable(shown, "a URL", fallback);
      return null;
    }
    if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
      text.unusable(shown, "a URL with http:// or https://", fallback);
      return null;
    }
    if (uri.getHost() == null) {
      text.unusable(
          shown,
          "a URL with a host that Java can reach: a name has letters, digits and hyphens, but no"
              + " underscore",
          fallback);
      return null;
    }
    if (uri.getPort() == GRPC_PORT) {
      text.remark(
          shown,
          "port 4317 is where gRPC is served, but Skein sends OTLP as http/protobuf; set "
              + text.label
              + " to the HTTP port, usually 4318");
    }
    if (uri.getRawUserInfo() != null) {
      text.remark(shown, "the user and password are ignored; put them into headers");
    }
    return create(uri, uri.getRawPath());
  }

  /** A URL with another path, and without user, password and fragment. */
  private static URI create(URI uri, String path) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(uri.getScheme() + "://" + uri.getHost() + port + path + query);
  }

  /** A URL, or what was meant to be one, without anything that may be a secret. */
  static String shown(String url) {
    // The user goes first: of a password with a question mark, half would be left otherwise.
    return url.replaceFirst("(?s)^([A-Za-z0-9+.-]+://)?.*@", "$1***@")
        .replaceFirst("(?s)[?#].*", "");
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
