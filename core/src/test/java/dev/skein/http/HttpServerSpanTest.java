package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Name, status and end of a server span. */
class HttpServerSpanTest {
  private final InMemoryExporter exporter = new InMemoryExporter();
  private final Skein skein =
      Skein.builder().options(SkeinOptions.builder().build()).exporter(exporter).build();
  private final HttpServerTracer tracer = HttpServerTracer.create(skein);

  @AfterEach
  void close() {
    skein.close();
  }

  private SpanData span(Consumer<HttpServerSpan> events) {
    HttpServerSpan span = tracer.start(ServerRequest.get("/items/7"));
    events.accept(span);
    span.end();
    return exporter.only(skein);
  }

  @Test
  void route_namesTheSpan() {
    SpanData span = span(server -> server.route("/items/{id}"));

    assertThat(span.name()).isEqualTo("GET /items/{id}");
    assertThat(span.attributes()).containsEntry("http.route", "/items/{id}");
  }

  @Test
  void route_ofAnUnknownMethod_isNamedHttp() {
    HttpServerSpan span = tracer.start(ServerRequest.of("BREW", "/pot"));
    span.route("/pot");
    span.end();

    assertThat(exporter.only(skein).name()).isEqualTo("HTTP /pot");
  }

  @Test
  void route_unknown_leavesTheMethodAndNeverThePath() {
    SpanData span = span(server -> server.route(null));

    assertThat(span.name()).isEqualTo("GET");
    assertThat(span.attributes()).doesNotContainKey("http.route");
  }

  @Test
  void route_setAgain_lastOneWins_nullChangesNothing() {
    SpanData span =
        span(
            server -> {
              server.route("/");
              server.route("/items/{id}");
              server.route(null);
              assertThat(server.route()).isEqualTo("/items/{id}");
            });

    assertThat(span.name()).isEqualTo("GET /items/{id}");
  }

  @ParameterizedTest
  @CsvSource({
    "'', /",
    "/, /",
    "//, /",
    "items, /items",
    "/items//{id}, /items/{id}",
    "//items///{id}/, /items/{id}/",
    "/*, /*",
    "/items/{id:[0-9]+}, /items/{id}",
    "'/{year:[0-9]{2,4}}-{day:\\\\d{1,2}}/{rest:.*}', /{year}-{day}/{rest}",
    "/items/{+path}, /items/{+path}",
    "/{id:[0-9, '/{id:[0-9'",
    "/{:x}/{a/b:c}, /{:x}/{a/b:c}",
    "'/items/(\\\\d{1,3})', '/items/(\\\\d{1,3})'",
  })
  void route_isNormalised(String template, String route) {
    SpanData span = span(server -> server.route(template));

    assertThat(span.attributes()).containsEntry("http.route", route);
    assertThat(span.name()).isEqualTo("GET " + route);
  }

  @Test
  void route_thousandsOfThem_areAllNamed() {
    for (int i = 0; i < 2000; i++) {
      HttpServerSpan span = tracer.start(ServerRequest.get("/"));
      span.route("/r//" + i);
      span.end();
    }

    List<SpanData> spans = exporter.spans(skein);
    assertThat(spans).hasSize(2000);
    assertThat(spans).extracting(SpanData::name).contains("GET /r/0", "GET /r/1999");
  }

  @Test
  void name_givenByTheApplication_stays() {
    SpanData span =
        span(
            server -> {
              server.route("/items/{id}");
              server.span().updateName("buy");
              server.response(200);
            });

    assertThat(span.name()).isEqualTo("buy");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 101, 200, 204, 299, 302, 304, 400, 401, 404, 418, 499})
  void response_below500_isNoError(int code) {
    SpanData span = span(server -> server.response(code));

    assertThat(span.statusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.attributes())
        .containsEntry("http.response.status_code", (long) code)
        .doesNotContainKey("error.type");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 599, 1, 99, 600, 999, Integer.MAX_VALUE})
  void response_from500OrUnknown_isAnErrorOfThatCode(int code) {
    SpanData span = span(server -> server.response(code));

    assertThat(span.statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.statusMessage()).isEmpty();
    assertThat(span.attributes())
        .containsEntry("http.response.status_code", (long) code)
        .containsEntry("error.type", Integer.toString(code));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void response_withoutStatus_isIgnored(int code) {
    SpanData span = span(server -> server.response(code));

    assertThat(span.statusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.attributes()).doesNotContainKeys("http.response.status_code", "error.type");
  }

  @Test
  void response_setAgain_lastOneWins() {
    SpanData span =
        span(
            server -> {
              server.response(500);
              server.response(200);
              server.response(0);
            });

    assertThat(span.statusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.attributes()).containsEntry("http.response.status_code", 200L);
  }

  @Test
  void failed_withoutResponse_isAnErrorOfItsClass() {
    SpanData span = span(server -> server.failed(new IOException("disk")));

    assertThat(span.statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.attributes()).containsEntry("error.type", "java.io.IOException");
    assertThat(span.events()).hasSize(1);
    assertThat(span.events().get(0).name()).isEqualTo("exception");
    assertThat(span.events().get(0).attributes())
        .containsEntry("exception.type", "java.io.IOException")
        .containsEntry("exception.message", "disk");
  }

  @Test
  void failed_andAnsweredWith5xx_isAnErrorOfTheCode() {
    SpanData span =
        span(
            server -> {
              server.response(503);
              server.failed(new IllegalStateException());
            });

    assertThat(span.attributes()).containsEntry("error.type", "503");
    assertThat(span.events()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {303, 400, 404, 422})
  void failed_andAnsweredWithRedirectionOr4xx_isNoError(int code) {
    SpanData span =
        span(
            server -> {
              server.failed(new IllegalArgumentException("no such item"));
              server.response(code);
            });

    assertThat(span.statusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.attributes()).doesNotContainKey("error.type");
    assertThat(span.events()).isEmpty();
  }

  @Test
  void failed_whileA200WasSent_isAnErrorOfItsClass() {
    SpanData span =
        span(
            server -> {
              server.response(200);
              server.failed(new IOException("broken pipe"));
            });

    assertThat(span.statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.attributes())
        .containsEntry("error.type", "java.io.IOException")
        .containsEntry("http.response.status_code", 200L);
  }

  @Test
  void failed_twice_recordsTheFirstOnce() {
    SpanData span =
        span(
            server -> {
              server.failed(null);
              server.failed(new IOException("first"));
              server.failed(new RuntimeException("second"));
            });

    assertThat(span.events()).hasSize(1);
    assertThat(span.attributes()).containsEntry("error.type", "java.io.IOException");
  }

  @Test
  void failed_wrappedByFutures_isUnwrapped() {
    SpanData span =
        span(
            server ->
                server.failed(
                    new CompletionException(new ExecutionException(new IOException("disk")))));

    assertThat(span.attributes()).containsEntry("error.type", "java.io.IOException");
  }

  @Test
  void failed_wrapperWithoutCause_isItself() {
    SpanData span = span(server -> server.failed(new CompletionException("empty", null)));

    assertThat(span.attributes())
        .containsEntry("error.type", "java.util.concurrent.CompletionException");
  }

  @Test
  void failed_anonymousClass_hasItsBinaryName() {
    Throwable failure = new RuntimeException() {};

    assertThat(span(server -> server.failed(failure)).attributes())
        .containsEntry("error.type", failure.getClass().getName());
  }

  @Test
  void aborted_isAnErrorEvenIfAStatusWasSent() {
    SpanData span =
        span(
            server -> {
              server.response(200);
              server.aborted();
            });

    assertThat(span.statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.attributes())
        .containsEntry("error.type", "connection_closed")
        .containsEntry("http.response.status_code", 200L);
  }

  @Test
  void failed_afterAborted_isPartOfTheAbort() {
    SpanData span =
        span(
            server -> {
              server.aborted();
              server.failed(new IOException("closed"));
            });

    assertThat(span.attributes()).containsEntry("error.type", "connection_closed");
    assertThat(span.events()).isEmpty();
  }

  @Test
  void aborted_afterAFailure_isPartOfTheFailure() {
    SpanData span =
        span(
            server -> {
              server.response(200);
              server.failed(new IOException("cannot go on"));
              server.aborted();
            });

    assertThat(span.attributes()).containsEntry("error.type", "java.io.IOException");
    assertThat(span.events()).hasSize(1);
  }

  @Test
  void aborted_whileAnAnsweredFailureIsSent_isAnAbort() {
    SpanData span =
        span(
            server -> {
              server.failed(new IllegalStateException("already there"));
              server.response(409);
              server.aborted();
            });

    assertThat(span.attributes()).containsEntry("error.type", "connection_closed");
    assertThat(span.events()).isEmpty();
  }

  @Test
  void aborted_afterA5xx_isAnErrorOfTheCode() {
    SpanData span =
        span(
            server -> {
              server.response(500);
              server.aborted();
            });

    assertThat(span.attributes()).containsEntry("error.type", "500");
  }

  @Test
  void end_twice_endsOnce_andNothingChangesAfterwards() {
    HttpServerSpan span = tracer.start(ServerRequest.get("/"));
    assertThat(span.ended()).isFalse();
    span.route("/a");
    span.end();
    assertThat(span.ended()).isTrue();
    span.route("/b");
    span.response(500);
    span.failed(new RuntimeException());
    span.aborted();
    span.end();

    SpanData data = exporter.only(skein);
    assertThat(data.name()).isEqualTo("GET /a");
    assertThat(span.route()).isEqualTo("/a");
    assertThat(data.statusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void end_fromManyThreads_endsOnce() throws InterruptedException {
    int threads = 8;
    for (int round = 0; round < 200; round++) {
      HttpServerSpan span = tracer.start(ServerRequest.get("/"));
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> racers =
          java.util.stream.IntStream.range(0, threads)
              .mapToObj(
                  i ->
                      new Thread(
                          () -> {
                            await(start);
                            span.response(200 + i);
                            span.end();
                          }))
              .toList();
      racers.forEach(Thread::start);
      start.countDown();
      for (Thread racer : racers) {
        racer.join();
      }
    }

    assertThat(exporter.spans(skein)).hasSize(200);
    assertThat(skein.health().exported()).isEqualTo(200);
    assertThat(skein.health().live()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void status_okSetByTheApplication_stays() {
    SpanData span =
        span(
            server -> {
              server.span().setStatus(StatusCode.OK);
              server.response(500);
            });

    assertThat(span.statusCode()).isEqualTo(StatusCode.OK);
  }

  @Test
  void peer_toldLate_isTheClientToo() {
    HttpServerSpan span = tracer.start(ServerRequest.get("/items/7").peer(null, 0));
    span.peer("192.0.2.7", 4711);
    span.protocolVersion("h2");
    span.end();

    assertThat(exporter.only(skein).attributes())
        .containsEntry("network.peer.address", "192.0.2.7")
        .containsEntry("network.peer.port", 4711L)
        .containsEntry("client.address", "192.0.2.7")
        .containsEntry("network.protocol.version", "2");
  }

  @Test
  void peer_toldLate_isNotTheClientWhenAProxyNamedAnother() {
    HttpServerSpan span =
        tracer.start(
            ServerRequest.get("/items/7").peer(null, 0).header("x-forwarded-for", "192.0.2.9"));
    span.peer("192.0.2.7", 4711);
    span.end();

    assertThat(exporter.only(skein).attributes()).containsEntry("client.address", "192.0.2.9");
  }
}
