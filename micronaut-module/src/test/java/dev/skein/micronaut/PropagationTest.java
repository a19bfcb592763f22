package dev.skein.micronaut;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the headers that a request comes with. */
class PropagationTest {
  private static Downstream downstream;
  private static App app;

  @BeforeAll
  static void start() throws Exception {
    downstream = Downstream.start();
    app =
        App.start(
            Map.of(
                "micronaut.http.services.downstream.url",
                downstream.url(),
                "skein.excluded-paths",
                List.of("/items/excluded", "/relay/mon*")));
  }

  @AfterAll
  static void stop() {
    app.close();
    downstream.close();
  }

  @BeforeEach
  void reset() {
    app.reset();
    downstream.forget();
  }

  @Test
  void traceparent_isTheParent() {
    app.get("/items", "traceparent", App.TRACEPARENT, "tracestate", "a=1,b=2");

    SpanData span = app.span();
    assertThat(span).hasTraceId(App.TRACE_ID);
    assertThat(span.parentSpanId()).isEqualTo(App.PARENT_ID);
    assertThat(span.hasRemoteParent()).isTrue();
    assertThat(span.traceState()).isEqualTo("a=1,b=2");
  }

  @Test
  void futureVersion_isTheParent() {
    app.get("/items", "traceparent", "cc" + App.TRACEPARENT.substring(2) + "-what-comes-next");

    assertThat(app.span()).hasTraceId(App.TRACE_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
      })
  void malformedTraceparent_startsATrace(String traceparent) {
    assertThat(app.get("/items", "traceparent", traceparent).statusCode()).isEqualTo(200);

    assertThat(app.span()).hasNoParent();
  }

  @Test
  void twoTraceparents_startATrace() {
    app.send(
        app.request("/items")
            .header("traceparent", App.TRACEPARENT)
            .header("traceparent", App.TRACEPARENT.replace("4bf9", "4bfa")));

    assertThat(app.span()).hasNoParent();
  }

  @Test
  void unsampled_isNotRecordedButPassedOn() throws Exception {
    String unsampled = App.TRACEPARENT.substring(0, App.TRACEPARENT.length() - 1) + "0";
    assertThat(app.get("/relay/blocking", "traceparent", unsampled).statusCode()).isEqualTo(200);

    List<String> sent = downstream.headers().get("traceparent");
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0)).startsWith("00-" + App.TRACE_ID + "-").endsWith("-00");
    assertNothingStarted();
  }

  @Test
  void excludedPath_isNotRecorded() {
    assertThat(app.get("/items/excluded?a=b").statusCode()).isEqualTo(200);

    assertNothingStarted();
  }

  @Test
  void excludedPrefix_neitherAreTheCallsItMakes() throws Exception {
    assertThat(app.get("/relay/mono", "traceparent", App.TRACEPARENT).statusCode()).isEqualTo(200);

    assertThat(downstream.headers().get("traceparent").get(0))
        .startsWith("00-" + App.TRACE_ID + "-")
        .endsWith("-00");
    assertNothingStarted();
  }

  /** By a request after it, whose span would have come later. */
  private static void assertNothingStarted() {
    long started = app.skein().health().started();
    app.get("/items", "user-agent", "probe");
    List<SpanData> spans = app.spans(1);
    assertThat(spans)
        .allMatch(span -> "probe".equals(span.attributes().get("user_agent.original")));
    assertThat(app.skein().health().started()).isEqualTo(started + 1);
  }
}
