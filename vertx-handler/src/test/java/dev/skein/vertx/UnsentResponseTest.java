package dev.skein.vertx;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Vert.x takes a response for complete when it has been handed the last of it, on whatever thread,
 * not when it was sent. Whether the client got it is told apart here.
 */
class UnsentResponseTest {
  /** More than what the buffers of two sockets take in. */
  private static final int LARGE = 16 << 20;

  private static final int TIMEOUT_MILLIS = 30_000;

  /** For how long a worker does not report what it has sent. */
  private static final int REPORT_MILLIS = 1_000;

  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: shop\r\n\r\n";

  private final TracedVertx traced = new TracedVertx();

  @AfterEach
  void close() {
    traced.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endedByAWorker_afterTheConnectionWasClosed_isAnAbort(boolean streamed) throws Exception {
    int port =
        traced.serve(
            request -> {
              HttpServerResponse response = request.response();
              if (streamed) {
                response.setChunked(true).write("first");
              }
              // it is closed in this turn of the event loop; those who care hear it in another
              channel(request).close();
              onWorker(() -> response.end("last"));
            });

    try (Socket socket = connect(port)) {
      send(socket, REQUEST);

      assertAborted(traced.onlySpan());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void large_clientLeavesAfterTheHead_isAnAbort(boolean byAWorker) throws Exception {
    int port = traced.serve(request -> endWith(request, LARGE, byAWorker));

    try (Socket socket = connect(port)) {
      send(socket, REQUEST);
      readHead(socket.getInputStream());
    }

    assertAborted(traced.onlySpan());
  }

  @Test
  void large_spanEndsWhenItIsSent() throws Exception {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    int port =
        traced.serve(
            request -> {
              endWith(request, LARGE, false);
              ended.complete(null);
            });

    try (Socket socket = connect(port)) {
      send(socket, REQUEST);
      ended.join();
      assertThat(traced.recorder.spans()).isEmpty();
      assertThat(readHead(socket.getInputStream())).contains("200 OK");
      assertThat(socket.getInputStream().readNBytes(LARGE)).hasSize(LARGE);
    }

    assertComplete(traced.onlySpan());
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, close, 1, false", "HTTP/1.1, close, 16777216, false",
    "HTTP/1.1, close, 1, true", "HTTP/1.1, close, 16777216, true",
    "HTTP/1.0, close, 1, false", "HTTP/1.0, close, 16777216, true",
    "HTTP/1.0, keep-alive, 16777216, false", "HTTP/1.1, keep-alive, 16777216, true"
  })
  void closedAfterwards_byWhomever_isComplete(
      String version, String connection, int length, boolean byAWorker) throws Exception {
    int port = traced.serve(request -> endWith(request, length, byAWorker));

    try (Socket socket = connect(port)) {
      send(socket, "GET / " + version + "\r\nHost: shop\r\nConnection: " + connection + "\r\n\r\n");
      readHead(socket.getInputStream());
      assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
      if (connection.equals("close")) {
        assertThat(socket.getInputStream().read()).isNegative();
      }
    }

    assertComplete(traced.onlySpan());
  }

  /** Vert.x 4.5 runs that handler before it says that the response is complete. */
  @Test
  void closedByItsEndHandler_isComplete() throws Exception {
    int port =
        traced.serve(
            request -> {
              request.response().endHandler(ended -> request.connection().close());
              request.response().end("too large");
            });

    try (Socket socket = connect(port)) {
      send(socket, REQUEST);
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .endsWith("too large");
    }

    assertComplete(traced.onlySpan());
  }

  /** The client has all of it, and is gone, when Vert.x says that the response is complete. */
  @ParameterizedTest
  @ValueSource(ints = {0, LARGE})
  void endedByAWorker_closedBeforeItIsReported_isComplete(int before) throws Exception {
    int port = traced.serve(request -> new Thread(() -> endAndWait(request, before)).start());

    try (Socket socket = connect(port)) {
      send(socket, REQUEST);
      readHead(socket.getInputStream());
      assertThat(socket.getInputStream().readNBytes(before + 1)).hasSize(before + 1);
    }

    assertComplete(traced.onlySpan());
  }

  private static void endAndWait(HttpServerRequest request, int before) {
    Channel channel = channel(request);
    HttpServerResponse response = request.response();
    response.putHeader("Content-Length", Integer.toString(before + 1));
    // up to Vert.x 4.5 called by the worker, which hands over the last byte before, and reports
    // after; since 5 reported with the last byte
    response.bodyEndHandler(
        ended -> {
          if (!VertxInternals.REPORTS_WITH_THE_LAST_WRITE) {
            // the event loop may itself wait for us, and then sees the end only when we go on
            channel.closeFuture().awaitUninterruptibly(REPORT_MILLIS);
          }
        });
    if (before > 0) {
      TracedVertx.await(response.write(body(before)));
    }
    response.end(body(1));
  }

  @Test
  void file_clientLeavesAfterTheHead_isAnAbort(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("large"), new byte[LARGE]);
    int port = traced.serve(request -> request.response().sendFile(file.toString()));

    try (Socket socket = connect(port)) {
      send(socket, REQUEST);
      readHead(socket.getInputStream());
    }

    assertAborted(traced.onlySpan());
  }

  @Test
  void pipelined_largeOnes_areComplete() throws Exception {
    int port = traced.serve(request -> endWith(request, LARGE, request.path().equals("/1")));

    try (Socket socket = connect(port)) {
      send(socket, REQUEST + REQUEST.replace(" / ", " /1 ") + REQUEST);
      for (int i = 0; i < 3; i++) {
        readHead(socket.getInputStream());
        assertThat(socket.getInputStream().readNBytes(LARGE)).hasSize(LARGE);
      }
    }

    List<SpanData> spans = traced.spans(3);
    assertThat(spans).hasSize(3).allSatisfy(UnsentResponseTest::assertComplete);
  }

  private static void assertAborted(SpanData span) {
    assertThat(span)
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "connection_closed")
        .hasAttribute("http.response.status_code", 200L);
  }

  private static void assertComplete(SpanData span) {
    assertThat(span)
        .hasStatus(StatusCode.UNSET)
        .doesNotHaveAttribute("error.type")
        .hasAttribute("http.response.status_code", 200L);
  }

  private static void endWith(HttpServerRequest request, int length, boolean byAWorker) {
    if (byAWorker) {
      onWorker(() -> request.response().end(body(length)));
    } else {
      request.response().end(body(length));
    }
  }

  /** In any case before the event loop goes on. */
  private static void onWorker(Runnable task) {
    Thread worker = new Thread(task);
    worker.start();
    try {
      worker.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Buffer body(int length) {
    return Buffer.buffer(new byte[length]);
  }

  private static Channel channel(HttpServerRequest request) {
    return VertxInternals.channel(request.connection());
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    return socket;
  }

  private static void send(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("ends after " + head);
      }
      head.append((char) read);
    }
    return head.toString();
  }
}
