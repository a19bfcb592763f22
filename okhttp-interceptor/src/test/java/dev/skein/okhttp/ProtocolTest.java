package dev.skein.okhttp;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.testkit.Trace;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 and WebSockets, with a server that speaks them. */
final class ProtocolTest extends OkHttpTest {
  private final List<String> traceparents = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private HttpServer vertxServer;

  @BeforeEach
  void listen() throws Exception {
    vertxServer =
        await(
            vertx
                .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(
                    request -> {
                      traceparents.add(request.getHeader("traceparent"));
                      switch (request.path()) {
                        case "/socket" ->
                            request
                                .toWebSocket()
                                .onSuccess(s -> s.textMessageHandler(s::writeTextMessage));
                        case "/closed" -> request.response().setStatusCode(403).end();
                        default -> request.response().end("ok");
                      }
                    })
                .listen()
                .toCompletionStage()
                .toCompletableFuture());
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close().toCompletionStage().toCompletableFuture());
  }

  private String url(String path) {
    return "http://127.0.0.1:" + vertxServer.actualPort() + path;
  }

  @Test
  void http2_hasItsVersionAndIsPropagated() throws Exception {
    client = builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();

    Trace trace = traced(1, () -> assertThat(get(url("/"))).isEqualTo(200));

    assertThat(trace)
        .span("GET")
        .hasAttribute("network.protocol.version", "2")
        .hasAttribute("network.peer.port", vertxServer.actualPort());
    assertThat(traceparents).hasSize(1).first().asString().contains(trace.find("GET").spanId());
  }

  @Test
  void http2_callsOnOneConnection_areChildrenOfTheirOwnCallers() throws Exception {
    client = builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
    get(url("/warm-up"));
    recorder.awaitSpans(1);
    recorder.reset();
    List<Answer> answers = new ArrayList<>();
    List<String> callers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Span caller = skein.tracer().startSpan("caller");
      callers.add(caller.traceId());
      Answer answer = new Answer();
      try (var scope = caller.makeCurrent()) {
        client.newCall(request(url("/" + i))).enqueue(answer);
      }
      caller.end();
      answers.add(answer);
    }
    for (Answer answer : answers) {
      await(answer);
    }

    for (int i = 0; i < 50; i++) {
      assertThat(recorder.awaitTrace(callers.get(i), 2))
          .hasSpans(2)
          .span("GET")
          .hasParent("caller")
          .hasAttribute("url.full", url("/" + i));
    }
    assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
  }

  @Test
  void webSocket_isTheSpanOfItsUpgrade() throws Exception {
    Echo echo = new Echo();

    Trace trace =
        traced(
            1,
            () -> {
              WebSocket socket = client.newWebSocket(inContext(request(url("/socket"))), echo);
              socket.send("hello");
              assertThat(await(echo.message)).isEqualTo("hello");
              socket.close(1000, null);
            });

    assertThat(trace)
        .hasSpans(2)
        .span("GET")
        .hasKind(SpanKind.CLIENT)
        .hasParent("caller")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("url.full", url("/socket"))
        .hasAttribute("http.response.status_code", 101);
    assertThat(traceparents).hasSize(1).first().asString().contains(trace.find("GET").spanId());
  }

  @Test
  void webSocket_refused_isAnError() throws Exception {
    Echo echo = new Echo();

    Trace trace =
        traced(
            1,
            () -> {
              client.newWebSocket(inContext(request(url("/closed"))), echo);
              await(echo.failure);
            });

    assertThat(trace)
        .span("GET")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 403);
  }

  @Test
  void webSocket_toNobody_isAFailedAttempt() throws Exception {
    Echo echo = new Echo();
    String refused = "http://127.0.0.1:" + TestServer.refusingPort() + "/socket";

    Trace trace =
        traced(
            1,
            () -> {
              client.newWebSocket(inContext(request(refused)), echo);
              await(echo.failure);
            });

    assertThat(trace)
        .hasSpans(2)
        .span("GET")
        .hasParent("caller")
        .hasAttribute("error.type", "java.net.ConnectException");
  }

  private Request inContext(Request request) {
    return request.newBuilder().tag(Context.class, skein.currentContext()).build();
  }

  private static final class Echo extends WebSocketListener {
    final CompletableFuture<String> message = new CompletableFuture<>();
    final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    @Override
    public void onMessage(WebSocket webSocket, String text) {
      message.complete(text);
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable t, Response response) {
      failure.complete(t);
      message.completeExceptionally(t);
    }
  }
}
