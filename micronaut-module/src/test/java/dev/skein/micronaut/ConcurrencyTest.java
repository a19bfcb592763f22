package dev.skein.micronaut;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.export.Health;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Many requests at once do not get into each other's traces. */
class ConcurrencyTest {
  private static final int REQUESTS = 300;
  private static final List<String> WAYS =
      List.of(
          "blocking",
          "mono",
          "future",
          "declarative-blocking",
          "declarative-future",
          "after-delay",
          "manual");

  @Test
  void concurrentRequestsWithCalls_everyParentIsRight() throws Exception {
    try (Downstream downstream = Downstream.start();
        App app = App.start(Map.of("micronaut.http.services.downstream.url", downstream.url()))) {
      List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        String way = WAYS.get(i % WAYS.size());
        responses.add(
            app.sendAsync(app.request("/relay/" + way).header("traceparent", traceparent(i))));
      }
      for (CompletableFuture<HttpResponse<String>> response : responses) {
        assertThat(response.get().statusCode()).isEqualTo(200);
      }

      int manual = (REQUESTS + WAYS.size() - 1 - WAYS.indexOf("manual")) / WAYS.size();
      app.spans(2 * REQUESTS + manual);
      assertThat(app.recorder().traces()).hasSize(REQUESTS);
      for (int i = 0; i < REQUESTS; i++) {
        Trace trace = app.recorder().trace(traceId(i));
        String way = WAYS.get(i % WAYS.size());
        SpanData server = trace.find("GET /relay/" + way, SpanKind.SERVER);
        assertThat(server.parentSpanId()).isEqualTo(App.PARENT_ID);
        SpanData caller = way.equals("manual") ? trace.find("manual") : server;
        assertThat(trace.children(caller)).hasSize(1);
        assertThat(trace.children(caller).get(0)).hasKind(SpanKind.CLIENT);
      }
      Health health = app.skein().health();
      assertThat(health.live()).isZero();
      assertThat(health.started()).isEqualTo(2L * REQUESTS + manual);
      assertThat(app.skein().scopeMisuse().total()).isZero();
    }
  }

  private static String traceId(int number) {
    return String.format("%032x", number + 1);
  }

  private static String traceparent(int number) {
    return "00-" + traceId(number) + "-" + App.PARENT_ID + "-01";
  }
}
