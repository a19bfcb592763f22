package dev.skein.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.testkit.TraceRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SemanticConventionsTest {
  private static final Path PAGE = Path.of("../docs/semantic-conventions.md");

  @Test
  void documentation_isTheTable() throws IOException {
    String before = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    String now = SemanticConventionsPage.text();
    if (!now.equals(before)) {
      Files.writeString(PAGE, now);
    }
    assertThat(before).as(PAGE + ", which has been written anew").isEqualTo(now);
  }

  @Test
  void serverSpan_needsWhatIsRequired() {
    assertThat(violations(SpanKind.SERVER, span -> span.setAttribute("url.scheme", "http")))
        .containsExactly("work: http.request.method is missing", "work: url.path is missing");
  }

  @Test
  void clientSpan_needsWhatIsRequired() {
    assertThat(violations(SpanKind.CLIENT, span -> {}))
        .containsExactly(
            "work: http.request.method is missing",
            "work: server.address is missing",
            "work: server.port is missing",
            "work: url.full is missing");
  }

  @Test
  void message_needsWhatIsRequired() {
    List<String> expected =
        List.of("work: messaging.operation.name is missing", "work: messaging.system is missing");
    assertThat(violations(SpanKind.PRODUCER, span -> {})).isEqualTo(expected);
    assertThat(violations(SpanKind.CONSUMER, span -> {})).isEqualTo(expected);
  }

  @Test
  void query_isKnownByItsSystem() {
    assertThat(violations(SpanKind.CLIENT, span -> span.setAttribute("db.system.name", "h2")))
        .isEmpty();
  }

  @Test
  void attributeOutsideTheTable_isAViolation() {
    assertThat(violations(SpanKind.INTERNAL, span -> span.setAttribute("http.url", "/")))
        .containsExactly("work: http.url is not in the table");
  }

  @Test
  void attributeOfTheApplication_isNone() {
    assertThat(violations(SpanKind.INTERNAL, span -> span.setAttribute("shop.items", 3))).isEmpty();
  }

  @Test
  void valueOfAnotherType_isAViolation() {
    assertThat(
            violations(
                SpanKind.SERVER,
                span ->
                    span.setAttribute("http.request.method", "GET")
                        .setAttribute("url.path", "/")
                        .setAttribute("url.scheme", "http")
                        .setAttribute("http.response.status_code", "200")))
        .containsExactly("work: http.response.status_code is of type String");
  }

  @Test
  void error_hasItsType_andNothingElseHas() {
    assertThat(violations(SpanKind.INTERNAL, span -> span.setStatus(StatusCode.ERROR)))
        .containsExactly("work: error.type is missing");
    assertThat(violations(SpanKind.INTERNAL, span -> span.setAttribute("error.type", "500")))
        .containsExactly("work: error.type should not be there");
  }

  @Test
  void port_needsAnAddress() {
    assertThat(
            violations(
                SpanKind.CONSUMER,
                span ->
                    span.setAttribute("messaging.operation.name", "process")
                        .setAttribute("messaging.system", "vertx-eventbus")
                        .setAttribute("server.port", 80)))
        .containsExactly("work: server.port should not be there");
  }

  private static List<String> violations(SpanKind kind, Consumer<Span> change) {
    TraceRecorder recorder = TraceRecorder.create();
    try (Skein skein = recorder.skein()) {
      Span span = skein.tracer().spanBuilder("work").setSpanKind(kind).startSpan();
      change.accept(span);
      span.end();
      return SemanticConventions.violations(recorder.awaitSpans(1));
    }
  }
}
