package dev.skein.http;

import dev.skein.AttributeKey;
import dev.skein.Sampler;
import dev.skein.SamplingResult;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.export.SpanExporter;
import dev.skein.fuzz.Check;
import dev.skein.fuzz.Headers;
import dev.skein.fuzz.Input;
import dev.skein.fuzz.LogWatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whole requests, as an adapter shows them: forwarded by proxies, with trace headers, to any
 * target. Of what is asked of the request, {@code :method}, {@code :target} and the like among the
 * headers are the answers.
 */
public final class ServerRequestFuzz {
  private static final List<AttributeKey<?>> KEYS =
      List.of(
          HttpAttributes.HTTP_REQUEST_METHOD,
          HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL,
          HttpAttributes.URL_PATH,
          HttpAttributes.URL_QUERY,
          HttpAttributes.URL_SCHEME,
          HttpAttributes.USER_AGENT_ORIGINAL,
          HttpAttributes.NETWORK_PROTOCOL_VERSION,
          HttpAttributes.NETWORK_PEER_ADDRESS,
          HttpAttributes.CLIENT_ADDRESS,
          HttpAttributes.SERVER_ADDRESS,
          HttpAttributes.SERVER_PORT);

  private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
  private static final Pattern PAIR =
      Pattern.compile("(" + TOKEN + ")=(" + TOKEN + "|\"[^\"\\\\]*\")");
  private static final Pattern FORWARDED =
      Pattern.compile(PAIR.pattern() + "(?:[;,][ \t]*" + PAIR.pattern() + ")*+");

  private static final Map<String, Object> ASKED = new LinkedHashMap<>();

  /** Asks for every attribute, and then has them recorded. */
  private static final Sampler ASKING =
      (parent, high, low, name, kind, attributes) -> {
        for (AttributeKey<?> key : KEYS) {
          Object value = attributes.get(key);
          if (value != null) {
            ASKED.put(key.name(), value);
          }
        }
        return SamplingResult.sample();
      };

  private static final Skein SKEIN =
      Skein.builder()
          .options(SkeinOptions.builder().build())
          .sampler(ASKING)
          .exporter(SpanExporter.none())
          .build();
  private static final HttpServerTracer TRACER = HttpServerTracer.create(SKEIN);

  private ServerRequestFuzz() {}

  /** A request of a fuzzer's bytes. */
  private record Request(Headers headers) implements HttpServerRequest {
    private String first(String name, String other) {
      List<String> lines = headers.lines(name);
      return lines.isEmpty() ? other : lines.get(0);
    }

    @Override
    public String method() {
      return first("-method", "GET");
    }

    @Override
    public String scheme() {
      return first("-scheme", "http");
    }

    @Override
    public String target() {
      return first("-target", "/");
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      return headers.lines(lowerCaseName);
    }

    @Override
    public String peerAddress() {
      return first("-peer", "192.0.2.1");
    }

    @Override
    public int peerPort() {
      return 50_000;
    }

    @Override
    public String protocolVersion() {
      return first("-version", "HTTP/1.1");
    }
  }

  public static void fuzzerTestOneInput(byte[] data) {
    ASKED.clear();
    HttpServerSpan span = TRACER.start(new Request(Headers.of(data)));
    span.end();
    LogWatch.sawNothing();

    Check.that(ASKED.containsKey("http.request.method"), "every request has a method", ASKED);
    Check.that(
        List.of(
                "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "CONNECT", "TRACE",
                "QUERY", "_OTHER")
            .contains(ASKED.get("http.request.method")),
        "methods are few",
        ASKED);
    host("client.address");
    host("server.address");
    if (ASKED.get("server.port") instanceof Long port) {
      Check.that(port > 0 && port <= 65_535, "a port is a port", port);
    }
    if (ASKED.get("url.scheme") instanceof String scheme) {
      Check.that(scheme.matches("[a-z0-9+.\\-]{1,16}"), "a scheme is short", scheme);
    }
    if (ASKED.get("url.path") instanceof String path) {
      Check.that(path.indexOf('?') < 0 && path.indexOf('#') < 0, "a path is a path", path);
    }
    if (ASKED.get("user_agent.original") instanceof String agent) {
      Check.that(agent.length() <= 256, "the user agent is short");
    }
    forwarded(Input.latin1(data));
  }

  private static void host(String key) {
    if (ASKED.get(key) instanceof String host) {
      Check.that(
          host.length() <= 255
              && host.chars()
                  .allMatch(c -> Character.isLetterOrDigit(c) || "-._~%:".indexOf(c) >= 0),
          "a host has the chars of one",
          host);
    }
  }

  /** {@code Forwarded}, by the grammar of RFC 7239 where the text keeps to it. */
  private static void forwarded(String line) {
    String found = RequestHeaders.parameter(line, "for");
    if (found != null) {
      Check.that(found.length() <= line.length(), "a value is a part", found);
    }
    if (!FORWARDED.matcher(line).matches()) {
      return;
    }
    Matcher pairs = PAIR.matcher(line);
    while (pairs.find()) {
      if (pairs.group(1).equalsIgnoreCase("for")) {
        Check.same(found, pairs.group(2).replace("\"", ""), "the first value");
        return;
      }
    }
    Check.same(found, null, "the value of what is not there");
  }
}
