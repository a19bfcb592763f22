package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.Context;
import dev.skein.Sampler;
import dev.skein.SamplingResult;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.SkeinOptionsBuilder;
import dev.skein.SpanContext;
import dev.skein.SpanKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Headers that are recorded because somebody asked for them. */
class CapturedHeadersTest {
  private final InMemoryExporter exporter = new InMemoryExporter();
  private final List<Skein> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Skein::close);
  }

  private Skein skein(Consumer<SkeinOptionsBuilder> settings) {
    SkeinOptionsBuilder options = SkeinOptions.builder();
    settings.accept(options);
    Skein skein = Skein.builder().options(options.build()).exporter(exporter).build();
    opened.add(skein);
    return skein;
  }

  private Map<String, Object> served(
      Consumer<SkeinOptionsBuilder> settings,
      HttpServerRequest request,
      Map<String, List<String>> response) {
    Skein skein = skein(settings);
    HttpServerTracer tracer = HttpServerTracer.create(skein);
    HttpServerSpan span = tracer.start(request);
    tracer.responseHeaders(span, response, (headers, name) -> headers.get(name));
    span.end();
    return exporter.only(skein).attributes();
  }

  private static List<String> requestHeader(Map<String, Object> attributes, String name) {
    return strings(attributes.get("http.request.header." + name));
  }

  @SuppressWarnings("unchecked")
  private static List<String> strings(Object value) {
    return (List<String>) value;
  }

  @Test
  void byDefault_noHeaderIsAskedForOrRecorded() {
    ServerRequest request = ServerRequest.get("/").header("X-Tenant", "7");
    Map<String, Object> attributes =
        served(options -> {}, request, Map.of("x-answer", List.of("42")));

    assertThat(attributes.keySet()).noneMatch(key -> key.contains(".header."));
  }

  @Test
  void byDefault_responseHeadersAreNotAskedFor() {
    Skein skein = skein(options -> {});
    HttpServerTracer server = HttpServerTracer.create(skein);
    HttpClientTracer client = HttpClientTracer.create(skein);
    HttpServerSpan served = server.start(ServerRequest.get("/"));
    HttpClientSpan sent = client.start(ClientRequest.get("http://h/"), served.context());

    server.responseHeaders(served, this, CapturedHeadersTest::noGetter);
    client.responseHeaders(sent, this, CapturedHeadersTest::noGetter);
  }

  private static List<String> noGetter(CapturedHeadersTest carrier, String name) {
    throw new AssertionError("asked for " + name);
  }

  @Test
  void unsampled_headersAreNotAskedFor() {
    Skein skein = skein(options -> options.serverCapturedResponseHeaders(List.of("x-answer")));
    HttpServerTracer tracer = HttpServerTracer.create(skein);
    HttpServerSpan span =
        tracer.start(
            ServerRequest.get("/")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"));

    tracer.responseHeaders(span, this, CapturedHeadersTest::noGetter);
  }

  @Test
  void server_headersThatAreAskedFor_areListsOfTheirLines() {
    Map<String, Object> attributes =
        served(
            options ->
                options
                    .serverCapturedRequestHeaders(List.of("X-Tenant", "accept", "x-absent"))
                    .serverCapturedResponseHeaders(List.of("X-ANSWER", "x-absent")),
            ServerRequest.get("/").header("x-tenant", "7").header("Accept", "a", "b;q=0.5"),
            Map.of("x-answer", List.of("42")));

    assertThat(attributes)
        .containsEntry("http.request.header.x-tenant", List.of("7"))
        .containsEntry("http.request.header.accept", List.of("a", "b;q=0.5"))
        .containsEntry("http.response.header.x-answer", List.of("42"));
    assertThat(attributes.keySet()).noneMatch(key -> key.contains("absent"));
  }

  @Test
  void client_headersThatAreAskedFor_areListsOfTheirLines() {
    Skein skein =
        skein(
            options ->
                options
                    .clientCapturedRequestHeaders(List.of("X-Tenant"))
                    .clientCapturedResponseHeaders(List.of("retry-after"))
                    .serverCapturedRequestHeaders(List.of("accept")));
    HttpClientTracer tracer = HttpClientTracer.create(skein);
    HttpClientSpan span =
        tracer.start(
            new HttpClientRequest() {
              @Override
              public String method() {
                return "GET";
              }

              @Override
              public String url() {
                return "http://stock.example/";
              }

              @Override
              public List<String> headers(String lowerCaseName) {
                return lowerCaseName.equals("x-tenant") ? List.of("7") : List.of("unasked");
              }
            },
            Context.root());
    tracer.responseHeaders(span, Map.of("retry-after", List.of("5")), Map::get);
    span.end();

    assertThat(exporter.only(skein).attributes())
        .containsEntry("http.request.header.x-tenant", List.of("7"))
        .containsEntry("http.response.header.retry-after", List.of("5"))
        .doesNotContainKey("http.request.header.accept");
  }

  @Test
  void headersOfSecrets_areRefusedWithAWarning() {
    SkeinOptionsBuilder options = SkeinOptions.builder();
    List<String> names = List.of("Authorization", "x-tenant", "Cookie", "x-api-key");
    options
        .serverCapturedRequestHeaders(names)
        .clientCapturedResponseHeaders(List.of("Set-Cookie"));
    SkeinOptions built = options.build();

    assertThat(built.serverCapturedRequestHeaders()).containsExactly("x-tenant");
    assertThat(built.clientCapturedResponseHeaders()).isEmpty();
    assertThat(built.problems())
        .hasSize(4)
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .isEqualTo(
                        "server.captured-request-headers=\"Authorization\": a header whose name"
                            + " speaks of a credential is never recorded; it is left out"))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("client.captured-response-headers=\"Set-Cookie\": "));
  }

  @Test
  void headersOfSecrets_areNotRecordedHoweverTheyGotThere() {
    CapturedHeaders headers = CapturedHeaders.ofRequests(List.of("cookie", "x-session"));
    Redactor redactor = new Redactor(List.of());

    assertThat(
            headers.<CapturedHeadersTest>get(
                AttributeKey.stringArrayKey("http.request.header.cookie"),
                this,
                CapturedHeadersTest::noGetter,
                redactor))
        .isNull();
  }

  @Test
  void hostileValues_areNeutral() {
    Map<String, Object> attributes =
        served(
            options -> options.serverCapturedRequestHeaders(List.of("x-a", "x-b", "x-c")),
            ServerRequest.get("/")
                .header("x-a", "a\r\nb\u001b[2J\u0085\u202e\u2028\u0000c")
                .header("x-b", "")
                .header("x-c", "\ud800"),
            Map.of());

    assertThat(requestHeader(attributes, "x-a")).containsExactly("a??b?[2J????c");
    assertThat(requestHeader(attributes, "x-b")).containsExactly("");
    assertThat(requestHeader(attributes, "x-c")).hasSize(1);
  }

  @Test
  void longValues_areCut() {
    String[] lines = new String[1_000];
    Arrays.fill(lines, "x");
    Map<String, Object> attributes =
        served(
            options -> options.serverCapturedRequestHeaders(List.of("x-long", "x-many", "x-both")),
            ServerRequest.get("/")
                .header("x-long", "x".repeat(100_000))
                .header("x-many", lines)
                .header("x-both", "x".repeat(4_000), "x".repeat(4_000), "x"),
            Map.of());

    assertThat(requestHeader(attributes, "x-long")).containsExactly("x".repeat(4_096));
    assertThat(requestHeader(attributes, "x-many")).hasSize(16);
    assertThat(requestHeader(attributes, "x-both"))
        .containsExactly("x".repeat(4_000), "x".repeat(96));
  }

  @Test
  void valuesLikeAReferrer_areRedacted() {
    Map<String, Object> attributes =
        served(
            options -> options.serverCapturedRequestHeaders(List.of("referer", "x-conf")),
            ServerRequest.get("/")
                .header("referer", "https://ann:geheim@h/a;jsessionid=geheim?TOKEN=geheim&x=1")
                .header("x-conf", "password=geheim"),
            Map.of());

    assertThat(requestHeader(attributes, "referer"))
        .containsExactly("https://REDACTED:REDACTED@h/a;jsessionid=REDACTED?TOKEN=REDACTED&x=1");
    assertThat(requestHeader(attributes, "x-conf")).containsExactly("password=REDACTED");
  }

  @Test
  void adapterThatThrowsOrAnswersNull_costsTheHeaderOnly() {
    Skein skein =
        skein(options -> options.serverCapturedResponseHeaders(List.of("a", "b", "c", "d")));
    HttpServerTracer tracer = HttpServerTracer.create(skein);
    HttpServerSpan span = tracer.start(ServerRequest.get("/"));
    tracer.responseHeaders(span, "response", CapturedHeadersTest::hostileGetter);
    span.end();

    assertThat(exporter.only(skein).attributes())
        .containsEntry("http.response.header.d", List.of("fine"))
        .doesNotContainKeys(
            "http.response.header.a", "http.response.header.b", "http.response.header.c");
  }

  private static List<String> hostileGetter(String response, String name) {
    return switch (name) {
      case "a" -> throw new IllegalStateException("already sent");
      case "b" -> null;
      case "c" -> Arrays.asList(null, null);
      default -> Arrays.asList(null, "fine");
    };
  }

  @Test
  void sampler_canAskForTheHeadersOfTheRequest() {
    List<Object> seen = new ArrayList<>();
    AttributeKey<List<String>> key = AttributeKey.stringArrayKey("http.request.header.x-tenant");
    Sampler asking =
        new Sampler() {
          @Override
          public SamplingResult sample(
              SpanContext parent,
              long traceIdHigh,
              long traceIdLow,
              String name,
              SpanKind kind,
              AttributeView attributes) {
            seen.add(attributes.get(key));
            seen.add(attributes.get(AttributeKey.stringArrayKey("http.request.header.other")));
            return SamplingResult.sample();
          }
        };
    Skein skein =
        Skein.builder()
            .options(
                SkeinOptions.builder().serverCapturedRequestHeaders(List.of("x-tenant")).build())
            .sampler(asking)
            .exporter(exporter)
            .build();
    opened.add(skein);
    HttpServerTracer.create(skein).start(ServerRequest.get("/").header("x-tenant", "7")).end();

    assertThat(seen).containsExactly(List.of("7"), null);
  }
}
