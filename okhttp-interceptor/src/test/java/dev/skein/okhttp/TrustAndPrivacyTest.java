package dev.skein.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** Which hosts get baggage, and which headers are recorded. */
final class TrustAndPrivacyTest extends OkHttpTest {
  private final Skein guarded =
      recorder.skein(
          "guarded",
          builder ->
              builder.options(
                  SkeinOptions.builder()
                      .baggageAllowedHosts(List.of("127.0.0.1"))
                      .clientCapturedRequestHeaders(List.of("x-tenant"))
                      .clientCapturedResponseHeaders(List.of("location"))
                      .build()));

  private List<SpanData> sent(Request request, int attempts) throws Exception {
    OkHttpClient shared =
        new OkHttpClient.Builder()
            .dispatcher(client.dispatcher())
            .connectionPool(client.connectionPool())
            .build();
    OkHttpClient traced = SkeinOkHttp.install(guarded, shared);
    Span caller = guarded.tracer().startSpan("caller");
    Context context = ((Context) caller).with(Baggage.empty().put("customer", "7"));
    try (Scope scope = guarded.attach(context);
        Response response = traced.newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }
    caller.end();
    guarded.close();
    return recorder
        .awaitTrace(trace -> trace.spans().size() == attempts + 1 && trace.isComplete(), A_WHILE)
        .spans()
        .stream()
        .filter(span -> span.kind() == SpanKind.CLIENT)
        .toList();
  }

  @Test
  void redirectToAnotherHost_getsNoBaggage() throws Exception {
    String other = "http://localhost:" + server.port() + "/second";
    server.on("/first", exchange -> TestServer.redirect(exchange, 302, other));
    server.on("/second", exchange -> TestServer.answer(exchange, 200, "ok"));

    List<SpanData> spans = sent(request(server.url("/first")), 2);

    assertThat(server.received())
        .extracting(headers -> headers.getFirst("baggage"))
        .containsExactly("customer=7", null);
    assertThat(spans.get(0).attributes())
        .containsEntry("http.response.header.location", List.of(other));
  }

  @Test
  void baggageOfTheApplicationsOwn_doesNotGoToAnotherHost() throws Exception {
    Request request =
        new Request.Builder()
            .url("http://localhost:" + server.port() + "/")
            .header("Baggage", "mine=1")
            .header("X-Tenant", "7")
            .header("Authorization", "Bearer geheim")
            .build();

    List<SpanData> spans = sent(request, 1);

    assertThat(server.received().get(0).getFirst("baggage")).isNull();
    assertThat(server.received().get(0).getFirst("traceparent")).isNotNull();
    assertThat(spans.get(0).attributes())
        .containsEntry("http.request.header.x-tenant", List.of("7"))
        .doesNotContainKey("http.request.header.authorization");
  }
}
