package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.viewer.store.SpanRecord;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CloseTest {
  private static final int MIB = 1024 * 1024;

  /** Says when spans arrive, and takes them when it may. */
  private record GatedStore(TraceStore store, CountDownLatch arrived, CountDownLatch may)
      implements ForwardingStore {
    @Override
    public void add(List<SpanRecord> spans) {
      arrived.countDown();
      try {
        may.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      store.add(spans);
    }
  }

  @Test
  void requestThatIsBeingAnswered_isAnsweredBeforeTheServerCloses() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch may = new CountDownLatch(1);
    GatedStore store = new GatedStore(TraceStores.inMemory(1_000, 64L * MIB), arrived, may);
    try (TestServer server = TestServer.start(store, Limits.of(MIB, MIB));
        RawConnection other = server.connect()) {
      other.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").readUntil("\"UP\"}");
      CompletableFuture<HttpResponse<byte[]>> answer =
          TestServer.client()
              .sendAsync(
                  HttpRequest.newBuilder(server.uri("/v1/traces"))
                      .header("Content-Type", TestServer.PROTOBUF)
                      .POST(BodyPublishers.ofByteArray(TestSpans.of("s").root(1, "n").toBytes()))
                      .build(),
                  BodyHandlers.ofByteArray());
      arrived.await();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server.server()::close);
      server.server().awaitClosing();

      // what comes now is refused
      assertThat(
              other.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").readUntil("\r\n\r\n"))
          .startsWith("HTTP/1.1 503 ");
      assertThat(answer).isNotDone();
      may.countDown();

      assertThat(answer.get().statusCode()).isEqualTo(200);
      closing.get();
      assertThat(store.stats().spans()).isEqualTo(1);
      assertThat(other.readAll()).doesNotContain("HTTP/1.1");
    }
  }

  @Test
  void closeWhileManyAreSending_losesNothingThatWasAccepted() throws Exception {
    TraceStore store = TraceStores.inMemory(100_000, 64L * MIB);
    TestServer server = TestServer.start(store, Limits.of(MIB, MIB));
    CountDownLatch some = new CountDownLatch(20);
    List<CompletableFuture<Integer>> clients =
        IntStream.range(0, 4)
            .mapToObj(
                client ->
                    CompletableFuture.supplyAsync(() -> sendUntilRefused(server, client, some)))
            .toList();
    some.await();
    server.server().close();

    int accepted = 0;
    for (CompletableFuture<Integer> client : clients) {
      accepted += client.get();
    }
    assertThat(store.stats().spans()).isGreaterThanOrEqualTo(accepted);
    server.close();
  }

  private static int sendUntilRefused(TestServer server, int client, CountDownLatch sent) {
    int accepted = 0;
    for (int i = 0; ; i++) {
      try (RawConnection connection = server.connect()) {
        byte[] body = TestSpans.of("s").root(client * 1_000_000 + i, "n").toBytes();
        connection
            .send(
                "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                    + "application/x-protobuf\r\nContent-Length: "
                    + body.length
                    + "\r\n\r\n")
            .send(body);
        if (!connection.readUntil("\r\n").startsWith("HTTP/1.1 200 ")) {
          return accepted;
        }
        accepted++;
        sent.countDown();
      } catch (IOException closed) {
        return accepted;
      }
    }
  }
}
