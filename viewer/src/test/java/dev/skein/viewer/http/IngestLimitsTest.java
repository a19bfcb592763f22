package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.viewer.store.SpanRecord;
import dev.skein.viewer.store.TraceQuery;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import dev.skein.viewer.store.TraceView;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class IngestLimitsTest {
  private static final int LIMIT = 10_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Limits SMALL = new Limits(LIMIT, 2 * LIMIT, 1_000_000, MINUTE, 512);

  private static String head(String path, String header) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + header
        + "\r\n\r\n";
  }

  @Test
  void bodyOfTheLimit_isRead() throws Exception {
    try (TestServer server = TestServer.start(SMALL)) {
      String body = "{" + " ".repeat(LIMIT - 2) + "}";

      assertThat(server.post("/v1/traces", TestServer.JSON, body).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void longerBody_isRefusedBeforeItIsSent() throws Exception {
    try (TestServer server = TestServer.start(SMALL);
        RawConnection connection = server.connect()) {
      connection.send(head("/v1/traces", "Content-Length: " + (LIMIT + 1)));

      assertThat(connection.readUntil("bytes\"}"))
          .startsWith("HTTP/1.1 413 ")
          .contains("limit of 10000 bytes");
    }
  }

  @Test
  void lengthBeyondAnyNumber_isRefused() throws Exception {
    try (TestServer server = TestServer.start(SMALL)) {
      for (String length : new String[] {"9223372036854775807", "-1", "1e3"}) {
        try (RawConnection connection = server.connect()) {
          connection.send(head("/v1/traces", "Content-Length: " + length));

          assertThat(connection.readUntil("\r\n")).containsPattern("HTTP/1.1 4(00|13) ");
        }
      }
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void chunkedBodyBeyondTheLimit_isRefused() throws Exception {
    try (TestServer server = TestServer.start(SMALL);
        RawConnection connection = server.connect()) {
      connection.send(head("/api/v2/spans", "Transfer-Encoding: chunked"));
      connection.send("2711\r\n" + " ".repeat(LIMIT + 1) + "\r\n");

      assertThat(connection.readUntil("bytes\n"))
          .startsWith("HTTP/1.1 413 ")
          .contains("limit of 10000 bytes");
    }
  }

  @Test
  void refusedBodyThatIsStillBeingSent_doesNotCutTheAnswerOff() throws Exception {
    try (TestServer server = TestServer.start(SMALL)) {
      HttpResponse<String> response =
          server.post("/v1/traces", TestServer.JSON, " ".repeat(5_000_000));

      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.headers().firstValue("Connection")).hasValue("close");
    }
  }

  @Test
  void bomb_isRefusedWhenItIsLargerThanTheLimit() throws Exception {
    try (TestServer server = TestServer.start(SMALL)) {
      byte[] bomb = OtlpIngestTest.gzip(new byte[5_000_000]);
      assertThat(bomb).hasSizeLessThan(LIMIT);

      HttpResponse<String> response =
          server.post("/v1/traces", TestServer.JSON, bomb, "Content-Encoding", "gzip");

      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("when decompressed");
    }
  }

  @Test
  void bombInAnImportedFile_isRefused() throws Exception {
    try (TestServer server = TestServer.start(SMALL)) {
      byte[] bomb = OtlpIngestTest.gzip(new byte[5_000_000]);

      HttpResponse<String> response = server.post("/api/import", "application/gzip", bomb);

      assertThat(response.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void fileThatIsGzipInGzip_isRefused() throws Exception {
    try (TestServer server = TestServer.start(SMALL)) {
      byte[] twice = OtlpIngestTest.gzip(OtlpIngestTest.gzip(new byte[] {'[', ']'}));

      HttpResponse<String> response = server.post("/api/import", "application/gzip", twice);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("gzip in gzip");
    }
  }

  @Test
  void compressedBodies_takeAsMuchAsTheyBecome() throws Exception {
    int room = 1_000_000;
    byte[] large =
        OtlpIngestTest.gzip(
            TestSpans.of("s").span(1, 1, 0, "n".repeat(room * 2 / 3), span -> {}).toBytes());
    assertThat(large).hasSizeLessThan(LIMIT);
    CountDownLatch may = new CountDownLatch(1);
    CountDownLatch arrived = new CountDownLatch(1);
    TraceStore slow = new SlowStore(TraceStores.inMemory(1_000, 1 << 26), arrived, may);
    Limits narrow = new Limits(room, room, room, MINUTE, 512);
    try (TestServer server = TestServer.start(slow, narrow)) {
      CompletableFuture<HttpResponse<String>> first =
          CompletableFuture.supplyAsync(() -> compressed(server, "/v1/traces", large));
      arrived.await();

      // while the store is at work on it there is no room for another one
      for (String path : List.of("/v1/traces", "/api/import")) {
        HttpResponse<String> refused = compressed(server, path, large);
        assertThat(refused.statusCode()).as(path).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      }

      may.countDown();
      assertThat(first.get().statusCode()).isEqualTo(200);
      // and then there is, after whatever became of those before
      byte[] cut = Arrays.copyOf(large, large.length - 9);
      for (int i = 0; i < 3; i++) {
        assertThat(compressed(server, "/v1/traces", cut).statusCode()).isEqualTo(400);
        assertThat(compressed(server, "/api/import", cut).statusCode()).isEqualTo(400);
        assertThat(compressed(server, "/v1/traces", large).statusCode()).isEqualTo(200);
        assertThat(compressed(server, "/api/import", large).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void fileThatIsCompressedAgainOnItsWay_fitsWhileThereIsNoOther() throws Exception {
    // hardly smaller for it: the three together are more than there is room for
    byte[] random = new byte[LIMIT * 7 / 10];
    new Random(1).nextBytes(random);
    byte[] content =
        TestSpans.of("s").root(1, Base64.getEncoder().encodeToString(random)).toBytes();
    byte[] file = OtlpIngestTest.gzip(content);
    byte[] body = OtlpIngestTest.gzip(file);
    assertThat(content.length + file.length + body.length).isGreaterThan(2 * LIMIT);
    Limits narrow = new Limits(LIMIT, LIMIT, 2 * LIMIT, MINUTE, 512);
    try (TestServer server = TestServer.start(narrow)) {
      // and again: nothing stays taken
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> response =
            server.post("/api/import", "application/gzip", body, "Content-Encoding", "gzip");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      }
    }
  }

  /** Sends a compressed body, which an import is without a word about it. */
  private static HttpResponse<String> compressed(TestServer server, String path, byte[] body) {
    return path.equals("/api/import")
        ? server.post(path, "application/gzip", body)
        : server.post(path, TestServer.PROTOBUF, body, "Content-Encoding", "gzip");
  }

  @Test
  void importHasALimitOfItsOwn() throws Exception {
    try (TestServer server = TestServer.start(SMALL)) {
      assertThat(server.post("/api/import", "", "[" + " ".repeat(LIMIT) + "]").statusCode())
          .isEqualTo(200);
      assertThat(server.post("/api/import", "", "[" + " ".repeat(2 * LIMIT) + "]").statusCode())
          .isEqualTo(413);
    }
  }

  @Test
  void slowBody_isGivenUp() throws Exception {
    Limits impatient = new Limits(LIMIT, LIMIT, 1_000_000, Duration.ofMillis(50), 512);
    try (TestServer server = TestServer.start(impatient);
        RawConnection connection = server.connect()) {
      connection.send(head("/v1/traces", "Content-Length: 100") + "{");

      assertThat(connection.readAll()).startsWith("HTTP/1.1 408 ").contains("did not arrive");
    }
  }

  @Test
  void bodyOfAClientThatWentAway_takesNoMemory() throws Exception {
    // room for one body at a time
    Limits narrow = new Limits(LIMIT, LIMIT, LIMIT, MINUTE, 512);
    try (TestServer server = TestServer.start(narrow)) {
      for (int i = 0; i < 20; i++) {
        try (RawConnection connection = server.connect()) {
          connection.send(head("/v1/traces", "Expect: 100-continue\r\nContent-Length: 10000"));
          connection.readUntil("\r\n\r\n");
          connection.send("{");
          // read to the end of the stream on both sides: the server has seen the end of this one
          connection.halfClose();
          connection.readAll();
        }
      }

      HttpResponse<String> answer;
      do {
        // the client may know sooner than the server that its connection has ended
        answer = server.post("/v1/traces", TestServer.JSON, "{}");
      } while (answer.statusCode() == 503);
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void moreThanCanBeWorkedOn_isRefusedForAWhile_andNothingIsLost() throws Exception {
    CountDownLatch full = new CountDownLatch(1);
    TraceStore slow =
        new SlowStore(TraceStores.inMemory(1_000, 1 << 24), new CountDownLatch(1), full);
    Limits narrow = new Limits(LIMIT, LIMIT, 3 * LIMIT, MINUTE, 512);
    try (TestServer server = TestServer.start(slow, narrow)) {
      List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
      for (int i = 1; i <= 8; i++) {
        byte[] body = TestSpans.of("x".repeat(5_000)).root(i, "n").toBytes();
        sent.add(
            TestServer.client()
                .sendAsync(
                    HttpRequest.newBuilder(server.uri("/v1/traces"))
                        .header("Content-Type", TestServer.PROTOBUF)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                    BodyHandlers.ofString()));
      }
      // the others wait for the store
      CompletableFuture.anyOf(sent.toArray(CompletableFuture[]::new)).join();
      HttpResponse<String> refused =
          sent.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow().join();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");

      full.countDown();
      int stored = 0;
      for (CompletableFuture<HttpResponse<String>> answer : sent) {
        stored += answer.get().statusCode() == 200 ? 1 : 0;
      }
      assertThat(stored).isBetween(1, 7);
      assertThat(slow.stats().spans()).isEqualTo(stored);
    }
  }

  /** Takes no spans until it may. */
  private record SlowStore(TraceStore store, CountDownLatch arrived, CountDownLatch may)
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
  void connectionsBeyondTheLimit_areClosed() throws Exception {
    Limits two = new Limits(LIMIT, LIMIT, LIMIT, MINUTE, 2);
    try (TestServer server = TestServer.start(two);
        RawConnection first = server.connect();
        RawConnection second = server.connect()) {
      String request = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
      assertThat(first.send(request).readUntil("\"UP\"}")).startsWith("HTTP/1.1 200");
      assertThat(second.send(request).readUntil("\"UP\"}")).startsWith("HTTP/1.1 200");

      try (RawConnection third = server.connect()) {
        assertThat(third.isClosedByServer()).isTrue();
      }
      assertThat(first.send(request).readUntil("\"UP\"}")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void storeThatFails_isAnErrorOfTheServer_whichGoesOn() throws Exception {
    TraceStore broken = new BrokenStore(TraceStores.inMemory(1_000, 1 << 24));
    try (TestServer server = TestServer.start(broken, SMALL);
        LogCapture log = new LogCapture(Ingest.class)) {
      byte[] body = TestSpans.of("shop").root(1, "n").toBytes();

      HttpResponse<byte[]> response = server.postForBytes("/v1/traces", TestServer.PROTOBUF, body);

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(ErrorStatus.parse(response.body()).code()).isEqualTo(13);
      assertThat(log.messages()).singleElement().asString().contains("could not be stored");
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }
  }

  private record BrokenStore(TraceStore store) implements ForwardingStore {
    @Override
    public void add(List<SpanRecord> spans) {
      throw new IllegalStateException("the disk is full");
    }
  }

  @Test
  void questionThatFails_isAnErrorOfTheServer_whichGoesOn() throws IOException {
    TraceStore broken =
        new ForwardingStore() {
          private final TraceStore store = TraceStores.inMemory(1_000, 1 << 24);

          @Override
          public TraceStore store() {
            return store;
          }

          @Override
          public void scan(TraceQuery query, Predicate<TraceView> visitor) {
            throw new StackOverflowError("deep");
          }
        };
    try (TestServer server = TestServer.start(broken, SMALL);
        LogCapture log = new LogCapture(QueryHandler.class)) {
      HttpResponse<String> response = server.get("/api/traces");

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(JsonTree.object(response.body())).containsOnlyKeys("error");
      assertThat(log.messages()).singleElement().asString().contains("/api/traces");
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }
  }
}
