package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.SamplingResult;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.SkeinOptions;
import dev.skein.SkeinOptionsBuilder;
import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attributes of a server span, by the stable HTTP conventions v1.44. */
class HttpServerAttributesTest {
  private static SpanData span(HttpServerRequest request) {
    return span(request, SkeinOptions.builder());
  }

  private static SpanData span(HttpServerRequest request, SkeinOptionsBuilder options) {
    InMemoryExporter exporter = new InMemoryExporter();
    SkeinBuilder builder = Skein.builder().options(options.build()).exporter(exporter);
    try (Skein skein = builder.build()) {
      HttpServerTracer.create(skein).start(request).end();
      return exporter.only(skein);
    }
  }

  private static Map<String, Object> attributes(HttpServerRequest request) {
    return span(request).attributes();
  }

  @Test
  void plainRequest_hasEverySpecifiedAttributeAndNoOther() {
    ServerRequest request =
        ServerRequest.get("/items/7?color=red").header("User-Agent", "curl/8.5.0");

    SpanData span = span(request);

    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.name()).isEqualTo("GET");
    assertThat(span.attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("http.request.method", "GET"),
                Map.entry("url.path", "/items/7"),
                Map.entry("url.query", "color=red"),
                Map.entry("url.scheme", "http"),
                Map.entry("server.address", "shop.example"),
                Map.entry("server.port", 8080L),
                Map.entry("client.address", "192.0.2.1"),
                Map.entry("user_agent.original", "curl/8.5.0"),
                Map.entry("network.peer.address", "192.0.2.1"),
                Map.entry("network.peer.port", 50_000L),
                Map.entry("network.protocol.version", "1.1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY"
      })
  void method_knownOne_isRecordedAndNamesTheSpan(String method) {
    SpanData span = span(ServerRequest.of(method, "/"));

    assertThat(span.name()).isEqualTo(method);
    assertThat(span.attributes()).containsEntry("http.request.method", method);
    assertThat(span.attributes()).doesNotContainKey("http.request.method_original");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FOO123", "get", "PROPFIND", "GET ", "\u0000"})
  void method_unknownOne_isOtherWithTheOriginal(String method) {
    SpanData span = span(ServerRequest.of(method, "/"));

    assertThat(span.name()).isEqualTo("HTTP");
    assertThat(span.attributes())
        .containsEntry("http.request.method", "_OTHER")
        .containsEntry("http.request.method_original", method);
  }

  @Test
  void method_huge_isCut() {
    assertThat(attributes(ServerRequest.of("M".repeat(8192), "/")))
        .containsEntry("http.request.method_original", "M".repeat(128));
  }

  @Test
  void method_missing_isOther() {
    assertThat(attributes(ServerRequest.of(null, "/")))
        .containsEntry("http.request.method", "_OTHER")
        .doesNotContainKey("http.request.method_original");
  }

  @Test
  void knownMethods_option_replacesTheList() {
    SkeinOptionsBuilder options = SkeinOptions.builder().knownMethods(List.of("PROPFIND"));

    assertThat(span(ServerRequest.of("PROPFIND", "/"), options).name()).isEqualTo("PROPFIND");
    assertThat(span(ServerRequest.of("GET", "/"), options).name()).isEqualTo("HTTP");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "/, /, -",
        "/a/b?x=1&y=2, /a/b, x=1&y=2",
        "/a?, /a, -",
        "/a?x?y, /a, x?y",
        "/a#f, /a, -",
        "/a?x#f, /a, x",
        "//evil.example/a, //evil.example/a, -",
        "/%2e%2e/ä, /%2e%2e/ä, -",
        "*, *, -",
        "garbage, garbage, -",
        "?x=1, /, x=1",
        "http://shop.example/a?x=1, /a, x=1",
        "http://shop.example, /, -",
        "http://shop.example?x=1, /, x=1",
        "http://user:secret@shop.example/a, /a, -",
        "://x/y, ://x/y, -",
        "1ab://x/y, 1ab://x/y, -",
      })
  void target_isSplitIntoPathAndQuery(String target, String path, String query) {
    Map<String, Object> attributes = attributes(ServerRequest.get(target));

    assertThat(attributes.get("url.path")).isEqualTo(path);
    assertThat(attributes.get("url.query")).isEqualTo(query);
  }

  @Test
  void target_ofConnect_isNoPath() {
    assertThat(attributes(ServerRequest.of("CONNECT", "shop.example:443")))
        .doesNotContainKeys("url.path", "url.query");
  }

  @Test
  void target_missing_leavesPathAndQueryOut() {
    assertThat(attributes(ServerRequest.get(null)))
        .doesNotContainKeys("url.path", "url.query")
        .containsEntry("http.request.method", "GET");
  }

  @Test
  void query_secretParameter_isRedacted() {
    assertThat(attributes(ServerRequest.get("/a?sig=geheim&color=red&X-Goog-Signature=ab")))
        .containsEntry("url.query", "sig=REDACTED&color=red&X-Goog-Signature=REDACTED");
  }

  @Test
  void redactedQueryParameters_option_replacesTheList() {
    SkeinOptionsBuilder options = SkeinOptions.builder().redactedQueryParameters(List.of("token"));

    assertThat(span(ServerRequest.get("/a?token=t&sig=s"), options).attributes())
        .containsEntry("url.query", "token=REDACTED&sig=s");
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example, shop.example, 80",
    "shop.example:, shop.example, 80",
    "shop.example:8080, shop.example, 8080",
    "10.1.2.3:9, 10.1.2.3, 9",
    "[::1]:8443, ::1, 8443",
    "[2001:db8::1], 2001:db8::1, 80",
    "my_service:65535, my_service, 65535",
  })
  void host_isSplitIntoAddressAndPort(String host, String address, long port) {
    assertThat(attributes(ServerRequest.get("/").header("Host", host)))
        .containsEntry("server.address", address)
        .containsEntry("server.port", port);
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example:http",
    "shop.example:0",
    "shop.example:65536",
    "shop.example:-1",
    "shop.example:99999999999999999999",
    "shop.example:80:81",
  })
  void host_withBadPort_hasAddressOnly(String host) {
    assertThat(attributes(ServerRequest.get("/").header("Host", host)))
        .containsEntry("server.address", "shop.example")
        .doesNotContainKey("server.port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ":80",
        "[",
        "[::1",
        "[]",
        "a b",
        "a/b",
        "<script>",
        "a\u0000b",
        "[::1]x",
        "a,b"
      })
  void host_unusable_isLeftOut(String host) {
    assertThat(attributes(ServerRequest.get("/").header("Host", host)))
        .doesNotContainKeys("server.address", "server.port");
  }

  @Test
  void host_missing_isLeftOut() {
    assertThat(attributes(ServerRequest.get("/").withoutHeader("Host")))
        .doesNotContainKeys("server.address", "server.port");
  }

  @Test
  void host_longerThanAName_isLeftOut() {
    assertThat(attributes(ServerRequest.get("/").header("Host", "a".repeat(256))))
        .doesNotContainKey("server.address");
  }

  @Test
  void port_notGiven_followsTheScheme() {
    assertThat(attributes(ServerRequest.get("/").scheme("https").header("Host", "shop.example")))
        .containsEntry("server.port", 443L)
        .containsEntry("url.scheme", "https");
  }

  @Test
  void forwardedHost_winsOverXForwardedHostAndHost() {
    ServerRequest request =
        ServerRequest.get("/")
            .header("Forwarded", "for=203.0.113.9;host=\"public.example:444\";proto=https")
            .header("X-Forwarded-Host", "other.example");

    assertThat(attributes(request))
        .containsEntry("server.address", "public.example")
        .containsEntry("server.port", 444L)
        .containsEntry("url.scheme", "https")
        .containsEntry("client.address", "203.0.113.9");
  }

  @Test
  void xForwardedHost_winsOverHost_andTheForwardedSchemeGivesThePort() {
    ServerRequest request =
        ServerRequest.get("/")
            .header("X-Forwarded-Host", "public.example, proxy.example")
            .header("X-Forwarded-Proto", "HTTPS");

    assertThat(attributes(request))
        .containsEntry("server.address", "public.example")
        .containsEntry("server.port", 443L)
        .containsEntry("url.scheme", "https");
  }

  @Test
  void forwarded_unusable_leavesItToTheNextSource() {
    ServerRequest request =
        ServerRequest.get("/")
            .header("Forwarded", "host=\"<script>\";for=unknown;proto=\"a b\"")
            .header("X-Forwarded-For", "203.0.113.9:4711, 10.0.0.1");

    assertThat(attributes(request))
        .containsEntry("server.address", "shop.example")
        .containsEntry("url.scheme", "http")
        .containsEntry("client.address", "203.0.113.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "for=192.0.2.60 | 192.0.2.60",
        "for=192.0.2.60:8080;by=1 | 192.0.2.60",
        "For=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe::17",
        "proto=http; for=192.0.2.43, for=198.51.100.17 | 192.0.2.43",
        "for=_hidden | _hidden",
        "for=\"192.0.2.\\60\" | 192.0.2.60",
        "for=unknown | 192.0.2.1",
        "for= | 192.0.2.1",
        "for | 192.0.2.1",
        "for=\"unterminated | 192.0.2.1",
        ";;,,==\"\\ | 192.0.2.1",
      })
  void forwardedFor_givesTheClientAddress(String forwarded, String address) {
    assertThat(attributes(ServerRequest.get("/").header("Forwarded", forwarded)))
        .containsEntry("client.address", address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9 | 203.0.113.9",
        "203.0.113.9, 10.0.0.1 | 203.0.113.9",
        "2001:db8::9 | 2001:db8::9",
        "[2001:db8::9]:1234 | 2001:db8::9",
        ", 10.0.0.1 | 192.0.2.1",
        "unknown | 192.0.2.1",
        "<script> | 192.0.2.1",
      })
  void xForwardedFor_givesTheClientAddress(String line, String address) {
    assertThat(attributes(ServerRequest.get("/").header("X-Forwarded-For", line)))
        .containsEntry("client.address", address);
  }

  @Test
  void forwarded_inSeveralLines_isOneList() {
    ServerRequest request =
        ServerRequest.get("/")
            .header("Forwarded", "proto=https", "for=203.0.113.9, for=10.0.0.1", "host=public:1");

    assertThat(attributes(request))
        .containsEntry("url.scheme", "https")
        .containsEntry("client.address", "203.0.113.9")
        .containsEntry("server.address", "public")
        .containsEntry("server.port", 1L);
  }

  @Test
  void header_inSeveralLines_isTheFirst() {
    ServerRequest request =
        ServerRequest.get("/")
            .header("X-Forwarded-For", "203.0.113.9", "10.0.0.1")
            .header("X-Forwarded-Host", "public.example", "proxy.example")
            .header("User-Agent", "curl", "proxy");

    assertThat(attributes(request))
        .containsEntry("client.address", "203.0.113.9")
        .containsEntry("server.address", "public.example")
        .containsEntry("user_agent.original", "curl");
  }

  @Test
  void host_ofManyNames_isReadForEachRequest() {
    InMemoryExporter exporter = new InMemoryExporter();
    SkeinOptions options = SkeinOptions.builder().build();
    try (Skein skein = Skein.builder().options(options).exporter(exporter).build()) {
      HttpServerTracer tracer = HttpServerTracer.create(skein);
      for (int i = 0; i < 600; i++) {
        String host = "h" + i % 300 + ":" + (1 + i % 300);
        tracer.start(ServerRequest.get("/" + i % 300).header("Host", host)).end();
      }

      assertThat(exporter.spans(skein))
          .hasSize(600)
          .allSatisfy(
              span -> {
                String number = String.valueOf(span.attributes().get("url.path")).substring(1);
                assertThat(span.attributes())
                    .containsEntry("server.address", "h" + number)
                    .containsEntry("server.port", 1L + Long.parseLong(number));
              });
    }
  }

  @Test
  void networkPeer_isTheConnection_whateverHeadersSay() {
    ServerRequest request = ServerRequest.get("/").header("X-Forwarded-For", "203.0.113.9");

    assertThat(attributes(request))
        .containsEntry("network.peer.address", "192.0.2.1")
        .containsEntry("network.peer.port", 50_000L);
  }

  @Test
  void networkPeer_unknown_isLeftOut() {
    assertThat(attributes(ServerRequest.get("/").peer(null, 0)))
        .doesNotContainKeys("network.peer.address", "network.peer.port", "client.address");
    assertThat(attributes(ServerRequest.get("/").peer(null, 80)))
        .doesNotContainKey("network.peer.port");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0",
    "HTTP/1.0, 1.0",
    "HTTP_1_0, 1.0",
    "1.1, 1.1",
    "HTTP/1.1, 1.1",
    "HTTP_1_1, 1.1",
    "http/1.1, 1.1",
    "2, 2",
    "2.0, 2",
    "HTTP/2, 2",
    "HTTP/2.0, 2",
    "HTTP_2, 2",
    "HTTP_2_0, 2",
    "h2, 2",
    "h2c, 2",
    "H2_PRIOR_KNOWLEDGE, 2",
    "1, 1",
    "HTTP/1.2, 1.2",
    "12.5, 12.5",
    "h2_prior_knowledge, 2",
    "3, 3",
    "HTTP/3, 3",
    "HTTP_3, 3",
    "h3, 3",
    "4, 4",
  })
  void protocolVersion_isNormalised(String spelling, String version) {
    assertThat(attributes(ServerRequest.get("/").protocolVersion(spelling)))
        .containsEntry("network.protocol.version", version)
        .doesNotContainKey("network.protocol.name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/", "h", "spdy", "spdy/3", "1.1; DROP", "2x", "11111111111111111"})
  void protocolVersion_unusable_isLeftOut(String spelling) {
    assertThat(attributes(ServerRequest.get("/").protocolVersion(spelling)))
        .doesNotContainKey("network.protocol.version");
  }

  @Test
  void userAgent_huge_isCut_notInTheMiddleOfAChar() {
    String agent = "a".repeat(255) + "\uD83D\uDE00".repeat(4000);

    assertThat(attributes(ServerRequest.get("/").header("User-Agent", agent)))
        .containsEntry("user_agent.original", "a".repeat(255));
  }

  @Test
  void sampler_seesTheAttributesOfTheStart() {
    Map<String, Object> seen = new TreeMap<>();
    SkeinBuilder builder =
        Skein.builder()
            .options(SkeinOptions.builder().build())
            .exporter(new InMemoryExporter())
            .sampler(
                (parent, traceIdHigh, traceIdLow, name, kind, view) -> {
                  seen.put("name", name);
                  collect(view, seen);
                  return SamplingResult.drop();
                });
    try (Skein skein = builder.build()) {
      HttpServerTracer.create(skein)
          .start(ServerRequest.get("/a?sig=s").header("User-Agent", "curl"))
          .end();
    }

    assertThat(seen)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("name", "GET"),
                Map.entry("http.request.method", "GET"),
                Map.entry("url.path", "/a"),
                Map.entry("url.query", "sig=REDACTED"),
                Map.entry("url.scheme", "http"),
                Map.entry("server.address", "shop.example"),
                Map.entry("server.port", 8080L),
                Map.entry("client.address", "192.0.2.1"),
                Map.entry("user_agent.original", "curl"),
                Map.entry("network.peer.address", "192.0.2.1"),
                Map.entry("network.peer.port", 50_000L),
                Map.entry("network.protocol.version", "1.1")));
  }

  private static void collect(AttributeView view, Map<String, Object> seen) {
    List<AttributeKey<?>> keys =
        List.of(
            HttpAttributes.HTTP_REQUEST_METHOD,
            HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL,
            HttpAttributes.URL_PATH,
            HttpAttributes.URL_QUERY,
            HttpAttributes.URL_SCHEME,
            HttpAttributes.SERVER_ADDRESS,
            HttpAttributes.SERVER_PORT,
            HttpAttributes.CLIENT_ADDRESS,
            HttpAttributes.USER_AGENT_ORIGINAL,
            HttpAttributes.NETWORK_PEER_ADDRESS,
            HttpAttributes.NETWORK_PEER_PORT,
            HttpAttributes.NETWORK_PROTOCOL_VERSION,
            HttpAttributes.HTTP_ROUTE,
            AttributeKey.longKey("url.path"));
    for (AttributeKey<?> key : keys) {
      Object value = view.get(key);
      if (value != null) {
        seen.put(key.name(), value);
      }
    }
  }
}
