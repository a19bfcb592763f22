package dev.skein;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The URL that spans are sent to.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OpenTelemetry, OTLP
 *     exporter</a>
 */
final class EndpointParser {
  private static final String SIGNAL_PATH = "v1/traces";
  private static final int GRPC_PORT = 4317;

  private EndpointParser() {}

  /** The base URL, to which the path of the signal is added. */
  static OptionParser<URI> base(String defaultText) {
    return (text, problems) -> {
      URI uri = parse(text, defaultText, problems);
      if (uri != null && withoutSlash(uri.getRawPath()).endsWith("/" + SIGNAL_PATH)) {
        problems.remark(
            text,
            shown(text.value()),
            "v1/traces is added to the endpoint, which has it already; leave it out, or set"
                + " traces-endpoint");
      }
      return uri;
    };
  }

  /** The URL that is used as it is. */
  static OptionParser<URI> full() {
    return (text, problems) -> {
      URI uri = parse(text, "endpoint", problems);
      return uri == null || !uri.getRawPath().isEmpty() ? uri : append(uri, "");
    };
  }

  /** The URL for traces below a base URL. */
  static URI forTraces(URI base) {
    return append(base, SIGNAL_PATH);
  }

  private static @Nullable URI parse(OptionText text, String fallback, OptionProblems problems) {
    URI uri;
    try {
      uri = new URI(text.value());
    } catch (URISyntaxException e) {
      problems.unusable(text, shown(text.value()), "a URL", fallback);
      return null;
    }
    if (!isHttp(uri)) {
      problems.unusable(text, shown(text.value()), "a URL with http:// or https://", fallback);
      return null;
    }
    if (uri.getHost() == null) {
      problems.unusable(
          text,
          shown(text.value()),
          "a URL with a host that Java can reach: a name has letters, digits and hyphens, but no"
              + " underscore",
          fallback);
      return null;
    }
    return checked(uri, text, problems);
  }

  private static URI checked(URI uri, OptionText text, OptionProblems problems) {
    if (uri.getPort() == GRPC_PORT) {
      problems.remark(
          text,
          shown(text.value()),
          "port 4317 is where gRPC is served, but Skein sends OTLP as http/protobuf; set "
              + text.label()
              + " to the HTTP port, usually 4318");
    }
    if (uri.getRawUserInfo() != null) {
      problems.remark(
          text, shown(text.value()), "the user and password are ignored; put them into headers");
    }
    return uri.getRawUserInfo() == null && uri.getRawFragment() == null
        ? uri
        : create(uri, path(uri));
  }

  static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
  }

  private static URI append(URI uri, String path) {
    return create(uri, withoutSlash(path(uri)) + "/" + path);
  }

  private static String path(URI uri) {
    return uri.getRawPath() == null ? "" : uri.getRawPath();
  }

  private static URI create(URI uri, String path) {
    String query = uri.getRawQuery();
    return URI.create(withoutQuery(uri, path) + (query == null ? "" : "?" + query));
  }

  private static String withoutQuery(URI uri, String path) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + path;
  }

  /** A URL without anything that may be a secret. */
  static String shown(URI uri) {
    return withoutQuery(uri, path(uri));
  }

  /** A text that was meant to be a URL, without anything that may be a secret. */
  static String shown(String url) {
    int end = url.length();
    for (int i = 0; i < url.length(); i++) {
      if (url.charAt(i) == '?' || url.charAt(i) == '#') {
        end = i;
        break;
      }
    }
    int authority = url.indexOf("://");
    int start = authority < 0 ? 0 : authority + 3;
    int at = url.lastIndexOf('@', end - 1);
    return at < start
        ? url.substring(0, end)
        : url.substring(0, start) + "***@" + url.substring(at + 1, end);
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
