package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class LiveTailTest {
  private static final int MIB = 1024 * 1024;

  private static List<Object> ids(Map<String, Object> event) {
    return JsonTree.objects(event, "traces").stream().map(trace -> trace.get("traceId")).toList();
  }

  @Test
  void tracesThatCome_areTold() throws Exception {
    try (TestServer server = TestServer.start();
        EventStream live = new EventStream(server, "/api/live")) {
      assertThat(live.response().statusCode()).isEqualTo(200);
      assertThat(live.response().headers().firstValue("Content-Type"))
          .hasValue("text/event-stream; charset=utf-8");

      server.add(TestSpans.of("shop").root(1, "GET /").root(2, "GET /2"));

      Map<String, Object> event = live.next("traces");
      assertThat(event).containsOnlyKeys("traces", "skipped").containsEntry("skipped", 0L);
      assertThat(ids(event)).containsExactly(TestSpans.traceId(1), TestSpans.traceId(2));
      assertThat(JsonTree.objects(event, "traces").get(0))
          .isEqualTo(
              JsonTree.objects(
                      JsonTree.object(server.get("/api/traces?service=shop").body()), "traces")
                  .get(1));
    }
  }

  @Test
  void traceThatChanges_isToldAgain() throws Exception {
    try (TestServer server = TestServer.start();
        EventStream live = new EventStream(server, "/api/live")) {
      server.add(TestSpans.of("shop").root(1, "GET /"));
      assertThat(JsonTree.objects(live.next("traces"), "traces").get(0))
          .containsEntry("spanCount", 1L);

      server.add(TestSpans.of("shop").span(1, 2, 1, "late", span -> {}));
      assertThat(JsonTree.objects(live.next("traces"), "traces").get(0))
          .containsEntry("spanCount", 2L);
    }
  }

  @Test
  void filter_letsThroughWhatTheSearchWouldFind() throws Exception {
    try (TestServer server = TestServer.start();
        EventStream errors = new EventStream(server, "/api/live?q=status:error");
        EventStream one = new EventStream(server, "/api/live?q=" + TestSpans.traceId(3))) {
      server.add(TestSpans.of("shop").root(1, "fine"));
      server.add(TestSpans.of("shop").span(2, 1, 0, "failed", TestSpans.failed("no")));
      server.add(TestSpans.of("shop").root(3, "fine"));
      server.add(TestSpans.of("shop").span(4, 1, 0, "failed", TestSpans.failed("no")));

      List<Object> told = new ArrayList<>();
      while (told.size() < 2) {
        told.addAll(ids(errors.next("traces")));
      }
      assertThat(told).containsExactly(TestSpans.traceId(2), TestSpans.traceId(4));
      assertThat(ids(one.next("traces"))).containsExactly(TestSpans.traceId(3));
    }
  }

  @Test
  void stats_areToldAtOnceAndAgain() throws Exception {
    try (TestServer server = TestServer.start();
        EventStream live = new EventStream(server, "/api/live")) {
      assertThat(live.next("stats")).containsEntry("spans", 0L);
      server.add(TestSpans.of("shop").root(1, "GET /"));

      Map<String, Object> stats;
      do {
        // one may have been on its way already
        stats = live.next("stats");
        assertThat(stats).containsKeys("received", "maxSpans", "version");
      } while (!stats.get("spans").equals(1L));
    }
  }

  @Test
  void clientThatTakesNothing_losesEvents_andIsToldHowMany_andNobodyElse() throws Exception {
    try (TestServer server = TestServer.start();
        RawConnection slow = new RawConnection(server.port(), 4_096);
        EventStream quick = new EventStream(server, "/api/live")) {
      slow.send("GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n").readUntil("event: stats");

      // long names at first, so that the buffers between it and the server fill up, and then more
      // traces than one event has; in few rounds, because a client that takes nothing for a minute
      // is sent away
      Set<Object> told = new HashSet<>();
      int trace = 0;
      for (int round = 0; round < 5; round++) {
        String name = "n".repeat(round < 3 ? 50_000 : 1);
        TestSpans spans = TestSpans.of("shop");
        Set<Object> sent = new HashSet<>();
        for (int i = 0; i < 100; i++) {
          trace++;
          spans.root(trace, name);
          sent.add(TestSpans.traceId(trace));
        }
        server.add(spans);
        // in step with a client that reads
        while (!told.containsAll(sent)) {
          Map<String, Object> event = quick.next("traces");
          assertThat(event).containsEntry("skipped", 0L);
          told.addAll(ids(event));
        }
      }
      assertThat(told).hasSize(trace);

      // now it reads: what was not sent in time is skipped, and what it gets is the newest
      String last = TestSpans.traceId(trace);
      String read = slow.readUntil(last);
      read += slow.readUntil("\n\n");
      long skipped = 0;
      for (String line : read.split("\n", -1)) {
        int at = line.lastIndexOf("\"skipped\":");
        if (at >= 0) {
          skipped +=
              Long.parseLong(line.substring(at + "\"skipped\":".length(), line.indexOf('}', at)));
        }
      }
      assertThat(skipped).isPositive();
    }
  }

  @Test
  void clientThatGoesAway_isForgotten() throws Exception {
    TraceStore store = TraceStores.inMemory(1_000, 64L * MIB);
    try (TestServer server = TestServer.start(store, Limits.of(MIB, MIB))) {
      // more than there may be at a time
      for (int i = 0; i < 200; i++) {
        try (RawConnection connection = server.connect()) {
          String answer =
              connection
                  .send("GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .readUntil("\r\n\r\n");
          assertThat(answer).startsWith("HTTP/1.1 200 OK");
          connection.halfClose();
          // to the end: the server has seen that it is gone
          connection.readAll();
        }
      }
    }
  }

  @Test
  void moreClientsThanThereMayBe_areToldSo() throws Exception {
    try (TestServer server = TestServer.start()) {
      List<EventStream> streams = new ArrayList<>();
      try {
        for (int i = 0; i < 64; i++) {
          streams.add(new EventStream(server, "/api/live"));
        }
        HttpResponse<String> refused = server.get("/api/live");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat((String) JsonTree.object(refused.body()).get("error")).contains("64");
      } finally {
        for (EventStream stream : streams) {
          stream.close();
        }
      }
    }
  }

  @Test
  void clientThatComesWhileItCloses_isNotWaitedFor() throws Exception {
    Vertx vertx = Vertx.vertx();
    Workers workers = new Workers();
    try (TraceStore store = TraceStores.inMemory(1_000, 64L * MIB)) {
      LiveTail live = new LiveTail(vertx, store, workers, () -> Json.error("none"));
      int port = Listeners.await(listen(vertx, live)).actualPort();
      live.close();

      try (RawConnection late = new RawConnection(port)) {
        late.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").readUntil("\r\n0\r\n\r\n");
      }
      assertThat(live.clients()).isZero();
    } finally {
      workers.close(0);
      Listeners.await(vertx.close());
    }
  }

  private static Future<HttpServer> listen(Vertx vertx, LiveTail live) {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              try {
                live.open(request, new Conditions());
              } catch (HttpProblem e) {
                throw new AssertionError(e);
              }
            })
        .listen(0, "127.0.0.1");
  }

  @Test
  void close_endsTheStream() throws Exception {
    try (TestServer server = TestServer.start();
        EventStream live = new EventStream(server, "/api/live")) {
      assertThat(live.next("stats")).isNotNull();

      server.close();

      assertThat(live.next("nothing")).isNull();
    }
  }
}
