package dev.skein.okhttp;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.Clock;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

/** What becomes of attempts that fail, before or after they were sent. */
final class FailedAttemptTest extends OkHttpTest {
  private static final long LOOK_UP_NANOS = 20_000_000;

  @Test
  void nameThatDoesNotResolve_isAFailedAttempt() throws Exception {
    client =
        builder()
            .dns(
                name -> {
                  throw new UnknownHostException(name);
                })
            .build();

    Trace trace =
        traced(
            1,
            () ->
                assertThatThrownBy(() -> get("http://nowhere.example/items"))
                    .isInstanceOf(UnknownHostException.class));

    assertThat(trace)
        .isComplete()
        .span("GET")
        .hasKind(SpanKind.CLIENT)
        .hasParent("caller")
        .hasStatus(StatusCode.ERROR)
        .hasEvent("exception")
        .hasExactlyAttributes(
            Map.of(
                "http.request.method", "GET",
                "url.full", "http://nowhere.example/items",
                "server.address", "nowhere.example",
                "server.port", 80,
                "error.type", "java.net.UnknownHostException"));
  }

  @Test
  void refusedConnection_isAFailedAttempt() throws Exception {
    int port = TestServer.refusingPort();
    Answer answer = new Answer();

    Trace trace =
        traced(1, () -> client.newCall(request("http://127.0.0.1:" + port + "/")).enqueue(answer));

    assertThatThrownBy(() -> await(answer)).hasCauseInstanceOf(ConnectException.class);
    assertThat(trace)
        .isComplete()
        .span("GET")
        .hasParent("caller")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "java.net.ConnectException")
        .hasAttribute("server.port", port)
        .hasAttribute("network.peer.address", "127.0.0.1")
        .hasAttribute("network.peer.port", port);
  }

  @Test
  void failedHandshake_isAFailedAttempt() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"))) {
      CompletableFuture.runAsync(() -> answerInPlainText(listener));
      int port = listener.getLocalPort();

      Trace trace =
          traced(
              1,
              () ->
                  assertThatThrownBy(() -> get("https://127.0.0.1:" + port + "/"))
                      .isInstanceOf(SSLException.class));

      assertThat(trace)
          .span("GET")
          .hasStatus(StatusCode.ERROR)
          .hasAttribute("network.peer.port", port);
      assertThat((String) trace.find("GET").attributes().get("error.type"))
          .startsWith("javax.net.ssl.SSL");
    }
  }

  private static void answerInPlainText(ServerSocket listener) {
    try {
      while (true) {
        try (Socket socket = listener.accept()) {
          socket.getOutputStream().write("what?".getBytes(StandardCharsets.US_ASCII));
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        }
      }
    } catch (IOException e) {
      // the listener is closed: the test is over
    }
  }

  @Test
  void redirectToARefusedConnection_isAFailedAttemptOfItsOwn() throws Exception {
    String dead = "http://127.0.0.1:" + TestServer.refusingPort() + "/dead";
    server.on("/old", exchange -> TestServer.redirect(exchange, 303, dead));
    Request request =
        request(server.url("/old"))
            .newBuilder()
            .post(okhttp3.RequestBody.create(new byte[0]))
            .build();

    Trace trace =
        traced(
            2, () -> assertThatThrownBy(() -> send(request)).isInstanceOf(ConnectException.class));

    assertThat(trace).isComplete().hasSpans(3);
    assertThat(trace).span("POST").hasAttribute("http.response.status_code", 303);
    assertThat(trace)
        .span("GET")
        .hasAttribute("url.full", dead)
        .hasAttribute("http.request.resend_count", 1)
        .hasAttribute("error.type", "java.net.ConnectException");
  }

  @Test
  void refusedConnection_ofAnAddressChosenByAnInterceptor_isThatAddress() throws Exception {
    int port = TestServer.refusingPort();
    client =
        builder()
            .addInterceptor(
                chain -> {
                  Request request = chain.request();
                  return chain.proceed(
                      request
                          .newBuilder()
                          .url(request.url().newBuilder().host("127.0.0.1").port(port).build())
                          .build());
                })
            .build();

    Trace trace = traced(1, () -> catchThrowable(() -> get("http://service.example/items?page=1")));

    assertThat(trace)
        .span("GET")
        .hasAttribute("url.full", "http://127.0.0.1:" + port + "/items?page=1")
        .hasAttribute("server.address", "127.0.0.1");
  }

  @Test
  void addressThatRefuses_beforeOneThatDoesNot_isNoAttempt() throws Exception {
    client =
        builder()
            .dns(name -> List.of(InetAddress.getByName("::1"), InetAddress.getByName("127.0.0.1")))
            .build();

    Trace trace = traced(1, () -> get("http://two.example:" + server.port() + "/"));

    assertThat(trace)
        .hasSpans(2)
        .span("GET")
        .hasAttribute("http.response.status_code", 200)
        .hasAttribute("network.peer.address", "127.0.0.1")
        .doesNotHaveAttribute("http.request.resend_count");
  }

  @Test
  void lookingUpAConnection_isPartOfTheAttempt() throws Exception {
    AtomicLong resolving = new AtomicLong();
    client =
        builder()
            .dns(
                name -> {
                  // As long as a look-up takes: the start is told to a few microseconds only.
                  long begin = System.nanoTime();
                  while (System.nanoTime() - begin < LOOK_UP_NANOS) {
                    Thread.onSpinWait();
                  }
                  resolving.set(Clock.system().epochNanos(System.nanoTime()));
                  return List.of(InetAddress.getByName("127.0.0.1"));
                })
            .build();

    Trace trace = traced(1, () -> get("http://some.example:" + server.port() + "/"));

    SpanData span = trace.find("GET");
    assertThat(span.startEpochNanos()).isBetween(trace.root().startEpochNanos(), resolving.get());
  }

  @Test
  void callCancelledBeforeItIsExecuted_isAnAttemptWithoutError() throws Exception {
    Call call = client.newCall(request(server.url("/")));
    call.cancel();

    Trace trace =
        traced(1, () -> assertThatThrownBy(call::execute).isInstanceOf(IOException.class));

    assertCancelled(trace);
    assertThat(server.received()).isEmpty();
  }

  @Test
  void callCancelledInTheQueue_isAnAttemptWithoutError() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    server.on(
        "/slow",
        exchange -> {
          await(release);
          TestServer.answer(exchange, 200, "ok");
        });
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(1);
    client = builder().dispatcher(dispatcher).build();
    Answer first = new Answer();
    client.newCall(request(server.url("/slow"))).enqueue(first);
    Answer second = new Answer();

    Trace trace =
        traced(
            1,
            () -> {
              Call waiting = client.newCall(request(server.url("/")));
              waiting.enqueue(second);
              waiting.cancel();
              release.countDown();
            });

    assertThat(await(first)).isEqualTo(200);
    assertThatThrownBy(() -> await(second)).hasCauseInstanceOf(IOException.class);
    assertCancelled(trace);
  }

  @Test
  void callCancelledWhileConnecting_isAnAttemptWithoutError() throws Exception {
    StuckSockets sockets = new StuckSockets();
    client = builder().socketFactory(sockets).build();
    Answer answer = new Answer();

    Trace trace =
        traced(
            1,
            () -> {
              Call call = client.newCall(request(server.url("/")));
              call.enqueue(answer);
              await(sockets.connecting());
              call.cancel();
            });

    assertThatThrownBy(() -> await(answer)).hasCauseInstanceOf(IOException.class);
    assertCancelled(trace);
  }

  @Test
  void callCancelledWhileItWaitsForTheAnswer_isAnAttemptWithoutError() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    server.on(
        "/slow",
        exchange -> {
          received.countDown();
          await(release);
        });
    Answer answer = new Answer();

    Trace trace =
        traced(
            1,
            () -> {
              Call call = client.newCall(request(server.url("/slow")));
              call.enqueue(answer);
              await(received);
              call.cancel();
              assertThatThrownBy(() -> await(answer)).isInstanceOf(ExecutionException.class);
            });
    release.countDown();

    assertCancelled(trace);
  }

  private static void assertCancelled(Trace trace) {
    assertThat(trace)
        .isComplete()
        .hasSpans(2)
        .span("GET")
        .hasParent("caller")
        .hasStatus(StatusCode.UNSET)
        .hasNoEvents()
        .doesNotHaveAttribute("error.type");
  }

  @Test
  void answerThatDoesNotCome_isATimeout() throws Exception {
    CountDownLatch release = stuck("/slow");
    client = builder().readTimeout(Duration.ofMillis(100)).build();

    Trace trace =
        traced(
            1,
            () ->
                assertThatThrownBy(() -> get(server.url("/slow")))
                    .isInstanceOf(SocketTimeoutException.class));
    release.countDown();

    assertThat(trace)
        .span("GET")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "java.net.SocketTimeoutException")
        .hasAttribute("network.peer.port", server.port());
  }

  @Test
  void callThatTakesTooLong_isATimeoutAndNotACancellation() throws Exception {
    CountDownLatch release = stuck("/slow");
    client = builder().callTimeout(Duration.ofSeconds(1)).build();

    Trace trace =
        traced(
            1,
            () ->
                assertThatThrownBy(() -> get(server.url("/slow")))
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessage("timeout"));
    release.countDown();

    assertThat(trace)
        .span("GET")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "java.io.InterruptedIOException");
  }

  @Test
  void callThatTakesTooLongToConnect_isATimeoutThatTookThatLong() throws Exception {
    client = builder().socketFactory(new StuckSockets()).callTimeout(Duration.ofSeconds(1)).build();
    Answer answer = new Answer();

    Trace trace = traced(1, () -> client.newCall(request(server.url("/"))).enqueue(answer));

    assertThatThrownBy(() -> await(answer)).hasCauseInstanceOf(InterruptedIOException.class);
    assertThat(trace)
        .span("GET")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "java.io.InterruptedIOException");
    assertThat(trace.find("GET").durationNanos()).isGreaterThan(100_000_000);
  }

  private CountDownLatch stuck(String path) {
    CountDownLatch release = new CountDownLatch(1);
    server.on(path, exchange -> await(release));
    return release;
  }

  @Test
  void serverThatHangsUp_isAFailedAttempt() throws Exception {
    server.on("/broken", exchange -> exchange.close());
    client = builder().retryOnConnectionFailure(false).build();

    Trace trace =
        traced(
            1,
            () ->
                assertThatThrownBy(() -> get(server.url("/broken")))
                    .isInstanceOf(IOException.class));

    assertThat(trace)
        .span("GET")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type")
        .doesNotHaveAttribute("http.response.status_code");
  }

  @Test
  void interceptorThatFailsBeforeSending_isNoAttempt() throws Exception {
    client =
        builder()
            .addInterceptor(
                chain -> {
                  throw new IOException("not today");
                })
            .build();

    Trace trace =
        traced(0, () -> assertThatThrownBy(() -> get(server.url("/"))).hasMessage("not today"));

    assertThat(trace).hasSpans(1);
    assertThat(skein.health().started()).isEqualTo(1);
  }

  @Test
  void interceptorThatFailsAfterTheAnswer_isNoOtherAttempt() throws Exception {
    client =
        builder()
            .addInterceptor(
                chain -> {
                  chain.proceed(chain.request()).close();
                  throw new IOException("not like this");
                })
            .build();

    Trace trace =
        traced(
            1,
            () -> assertThatThrownBy(() -> get(server.url("/"))).isInstanceOf(IOException.class));

    assertThat(trace).hasSpans(2).span("GET").hasStatus(StatusCode.UNSET);
    assertThat(skein.health().started()).isEqualTo(2);
  }

  @Test
  void errorOfANetworkInterceptor_reachesTheApplicationAndTheSpan() throws Exception {
    IllegalStateException error = new IllegalStateException("broken");
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    client =
        builder()
            .addNetworkInterceptor(
                chain -> {
                  throw error;
                })
            .build();

    Trace trace = traced(1, () -> thrown.set(catchThrowable(() -> get(server.url("/")))));

    assertThat(thrown.get()).isSameAs(error);
    assertThat(trace)
        .span("GET")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "java.lang.IllegalStateException");
  }

  @Test
  void callThatTheExecutorRejects_isNoAttempt() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    executor.shutdown();
    client = builder().dispatcher(new Dispatcher(executor)).build();
    Answer answer = new Answer();

    traced(0, () -> client.newCall(request(server.url("/"))).enqueue(answer));

    assertThatThrownBy(() -> await(answer)).hasCauseInstanceOf(InterruptedIOException.class);
    assertThat(skein.health().started()).isEqualTo(1);
  }

  @Test
  void refusedConnection_withAListenerSetLater_isAFailedAttempt() throws Exception {
    int port = TestServer.refusingPort();
    client = client.newBuilder().eventListenerFactory(call -> EventListener.NONE).build();

    Trace trace = traced(1, () -> catchThrowable(() -> get("http://127.0.0.1:" + port + "/")));

    assertThat(trace)
        .span("GET")
        .hasParent("caller")
        .hasAttribute("error.type", "java.net.ConnectException");
  }

  @Test
  void caller_thatEndedLongAgo_isStillTheParent() throws Exception {
    Span caller = skein.tracer().startSpan("caller");
    caller.end();
    CompletableFuture<Void> sent =
        CompletableFuture.runAsync(
            () -> {
              try (var scope = caller.makeCurrent()) {
                get(server.url("/"));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    await(sent);

    assertThat(recorder.awaitTrace(caller.traceId(), 2)).span("GET").hasParent("caller");
  }
}
