package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.SkeinOptionsBuilder;
import dev.skein.Span;
import dev.skein.export.SpanExporter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts get the baggage; the trace context goes everywhere. */
class BaggageHostsTest {
  private static final List<String> HOSTS = List.of("stock.example", "*.shop.example", "::1");

  private static Map<String, String> sent(List<String> hosts, HttpClientRequest request) {
    SkeinOptionsBuilder options = SkeinOptions.builder();
    if (hosts != null) {
      options.baggageAllowedHosts(hosts);
    }
    Map<String, String> headers = new TreeMap<>();
    try (Skein skein =
        Skein.builder().options(options.build()).exporter(SpanExporter.none()).build()) {
      Span caller = skein.tracer().startSpan("caller");
      Context context = ((Context) caller).with(Baggage.empty().put("tenant", "7"));
      HttpClientTracer tracer = HttpClientTracer.create(skein);
      HttpClientSpan span = tracer.start(request, context);
      assertThat(span.context().baggage().get("tenant")).isEqualTo("7");
      tracer.inject(span, headers, Map::put);
      span.end();
      caller.end();
      assertThat(headers.get("traceparent"))
          .isEqualTo("00-" + caller.traceId() + "-" + span.span().spanId() + "-03");
    }
    return headers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://stock.example/",
        "https://STOCK.example:8443/a?b#c",
        "http://a.shop.example/",
        "http://a.b.shop.example.",
        "http://ann:pw@stock.example/",
        "http://[::1]:8080/",
      })
  void hostThatIsNamed_getsTheBaggage(String url) {
    assertThat(sent(HOSTS, ClientRequest.get(url))).containsEntry("baggage", "tenant=7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://other.example/",
        "http://shop.example/",
        "http://stock.example.evil.example/",
        "http://stock.example@evil.example/",
        "http://stock.example:80@evil.example/",
        "http://evil.example/stock.example",
        "http://evil.example?stock.example",
        "http://evil.example#stock.example",
        "http://evil.example\\\\@stock.example/",
        "http:///stock.example",
        "stock.example",
        "/stock.example",
        "http://stock.example%2eevil.example/",
        "http://",
        "",
      })
  void hostThatIsNotNamed_getsTheTraceOnly(String url) {
    assertThat(sent(HOSTS, ClientRequest.get(url))).doesNotContainKey("baggage");
  }

  @Test
  void unknownUrl_getsTheTraceOnly() {
    assertThat(sent(HOSTS, ClientRequest.get(null))).doesNotContainKey("baggage");
    assertThat(sent(null, ClientRequest.get(null))).containsKey("baggage");
  }

  @ParameterizedTest
  @CsvSource({"stock.example, true", "evil.example, false", "[::1], true", "::1, true"})
  void hostThatTheAdapterNames_decides(String host, boolean baggage) {
    ClientRequest request = ClientRequest.get("http://somewhere.example/").to(host, 80);

    assertThat(sent(HOSTS, request).containsKey("baggage")).isEqualTo(baggage);
  }

  @Test
  void byDefault_allHostsGetTheBaggage() {
    assertThat(sent(null, ClientRequest.get("http://other.example/"))).containsKey("baggage");
  }

  @Test
  void none_noHostGetsTheBaggage() {
    assertThat(sent(List.of(), ClientRequest.get("http://stock.example/")))
        .doesNotContainKey("baggage");
  }

  @Test
  void requestThatThrows_getsTheTraceOnly() {
    HttpClientRequest broken =
        new HttpClientRequest() {
          @Override
          public String method() {
            return "GET";
          }

          @Override
          public String url() {
            throw new IllegalStateException("gone");
          }
        };

    assertThat(sent(HOSTS, broken)).doesNotContainKey("baggage");
  }
}
