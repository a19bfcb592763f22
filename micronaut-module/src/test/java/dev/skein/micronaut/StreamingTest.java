package dev.skein.micronaut;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import dev.skein.Span;
import dev.skein.SpanHook;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Sinks;

/** A server's span ends with the last byte, or when there will be none. */
class StreamingTest {
  private static final Starts STARTS = new Starts();

  private static App app;

  @BeforeAll
  static void start() {
    app = App.start(Map.of(), STARTS);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void reset() {
    app.reset();
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nhost: localhost\r\n\r\n";
  }

  @ParameterizedTest
  @CsvSource({"/stream/chunks, 200", "/stream/events, 200", "/stream/response, 202"})
  void stream_endsWithLastByte(String path, long status) throws Exception {
    Sinks.Many<String> body = app.bean(StreamController.class).open();
    try (RawClient client = RawClient.connect(app.port())) {
      client.send(get(path));
      body.tryEmitNext("first").orThrow();
      client.readUntil("first");
      assertThat(app.recorder().spans()).isEmpty();
      assertThat(app.skein().health().live()).isEqualTo(1);

      long last = System.nanoTime();
      body.tryEmitNext("last").orThrow();
      body.tryEmitComplete().orThrow();
      client.readUntil("\r\n0\r\n\r\n");

      SpanData span = app.span();
      assertThat(span)
          .hasName("GET " + path)
          .hasStatus(StatusCode.UNSET)
          .hasAttribute("http.response.status_code", status);
      // by the clock that spans are measured with: the others are set now and then
      assertThat(span.durationNanos()).isGreaterThanOrEqualTo(last - STARTS.latest);
    }
  }

  /** When a span was started at the latest: all until the last byte is later than that. */
  private static final class Starts implements SpanHook {
    private volatile long latest;

    @Override
    public void onStart(Span span, Context parent) {
      latest = System.nanoTime();
    }
  }

  @Test
  void stream_clientAborts_isError() throws Exception {
    Sinks.Many<String> body = app.bean(StreamController.class).open();
    try (RawClient client = RawClient.connect(app.port())) {
      client.send(get("/stream/chunks"));
      body.tryEmitNext("first").orThrow();
      client.readUntil("first");
      client.abort();
    }

    assertThat(app.span())
        .hasName("GET /stream/chunks")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 200L)
        .hasAttribute("error.type", "connection_closed");
    assertThat(app.skein().health().live()).isZero();
  }

  @Test
  void stream_failsMidway_isErrorWithException() throws Exception {
    Sinks.Many<String> body = app.bean(StreamController.class).open();
    try (RawClient client = RawClient.connect(app.port())) {
      client.send(get("/stream/chunks"));
      body.tryEmitNext("first").orThrow();
      client.readUntil("first");
      body.tryEmitError(new IllegalStateException("broken")).orThrow();
      client.readAll();
    }

    assertThat(app.span())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 200L)
        .hasAttribute("error.type", "java.lang.IllegalStateException")
        .hasEvent("exception");
  }

  @Test
  void stream_failsBeforeFirstItem_is500() {
    assertThat(app.get("/stream/fails-before-first").statusCode()).isEqualTo(500);

    assertThat(app.span())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 500L)
        .hasEvent("exception");
  }

  @Test
  void stream_statusBeforeFirstItem_isThatStatus() {
    assertThat(app.get("/stream/status-before-first").statusCode()).isEqualTo(410);

    assertThat(app.span())
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 410L);
  }

  @Test
  void answer_clientGone_isError() throws Exception {
    StreamController controller = app.bean(StreamController.class);
    CompletableFuture<Void> asked = controller.openAnswer();
    app.bean(ConnectionWatch.class).clear();
    try (RawClient client = RawClient.connect(app.port())) {
      client.send(get("/stream/answer"));
      asked.get(App.LONG.toSeconds(), TimeUnit.SECONDS);
      client.abort();
    }
    app.bean(ConnectionWatch.class).awaitClosed();
    controller.answer("too late");

    assertThat(app.span())
        .hasName("GET /stream/answer")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "connection_closed")
        .doesNotHaveAttribute("http.response.status_code");
  }

  @Test
  void answerThatNeverComes_endsWithTheConnection() throws Exception {
    CompletableFuture<Void> asked = app.bean(StreamController.class).openAnswer();
    try (RawClient client = RawClient.connect(app.port())) {
      client.send(get("/stream/answer"));
      asked.get(App.LONG.toSeconds(), TimeUnit.SECONDS);
      client.abort();
    }

    assertThat(app.span())
        .hasName("GET /stream/answer")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "connection_closed");
    assertThat(app.skein().health().live()).isZero();
  }

  @Test
  void largeFile_clientGone_isError() throws Exception {
    try (RawClient client = RawClient.connect(app.port())) {
      client.send(get("/stream/large-file"));
      client.readUntil("\r\n\r\n");
      client.abort();
    }

    assertThat(app.span())
        .hasName("GET /stream/large-file")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "connection_closed")
        .hasAttribute("http.response.status_code", 200L);
  }

  @Test
  void jsonStream_isSentAsItWouldBe() {
    assertThat(app.get("/stream/json").body()).isEqualTo("[{\"n\":1},{\"n\":2}]");

    assertThat(app.span()).hasStatus(StatusCode.UNSET);
  }

  @Test
  void headOfStream_ends() {
    app.send(app.request("/stream/json").method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(app.span())
        .hasName("HEAD /stream/json")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 200L);
  }

  @Test
  void file_endsWithLastByte() {
    assertThat(app.get("/stream/file").statusCode()).isEqualTo(200);

    assertThat(app.span())
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 200L);
  }
}
