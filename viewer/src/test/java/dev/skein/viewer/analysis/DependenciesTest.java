package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.AttributeTerm;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DependenciesTest {
  private static final long NOW = 1_790_000_000_000L;

  private final TraceStore store = TraceStores.inMemory(100_000, 64 << 20);
  private int traces;

  @AfterEach
  void close() {
    store.close();
  }

  private void add(TestSpan... spans) {
    List<SpanData> built = new ArrayList<>();
    for (TestSpan span : spans) {
      built.add(span.build());
    }
    TestStore.add(store, String.format("%032x", ++traces), built);
  }

  private Dependencies dependencies() {
    return Dependencies.of(store, 0, Long.MAX_VALUE);
  }

  /** Edges as {@code a>b calls/errors medianMillis}. */
  private List<String> edges() {
    return dependencies().edges().stream()
        .map(
            edge ->
                edge.from()
                    + ">"
                    + edge.to()
                    + " "
                    + edge.durations().count()
                    + "/"
                    + edge.errorCount()
                    + " "
                    + edge.durations().maxNanos() / TestSpan.MILLI)
        .toList();
  }

  private static TestSpan client(long id, long parent, String service) {
    return span(id, parent, "ask").kind(SpanKind.CLIENT).in(service).millis(NOW, NOW + 9);
  }

  private static TestSpan server(long id, long parent, String service) {
    return span(id, parent, "handle").kind(SpanKind.SERVER).in(service).millis(NOW, NOW + 5);
  }

  @Test
  void calls_areSpansWhoseParentIsAnotherServices() {
    add(
        server(1, 0, "a"),
        client(2, 1, "a"),
        server(3, 2, "b").failed(""),
        span(4, 3, "x").in("b"));
    add(server(1, 0, "a"), client(2, 1, "a").failed(""), server(3, 2, "b"));
    add(server(1, 0, "a"), client(2, 1, "a"), server(3, 2, "b"));

    assertThat(edges()).as("calls/errors, on the callee's side").containsExactly("a>b 3/2 5");
    assertThat(dependencies().services())
        .containsExactly(
            new Dependencies.Service("a", 6, 1, 3), new Dependencies.Service("b", 4, 1, 0));
  }

  @Test
  void callToOneself_isWhatIsReceived_notWhatIsInside() {
    add(server(1, 0, "a"), client(2, 1, "a"), server(3, 2, "a"), span(4, 3, "inside").in("a"));

    assertThat(edges()).containsExactly("a>a 1/0 5");
  }

  @Test
  void sharedSpan_isACall() {
    add(client(1, 0, "a"), server(1, 0, "b"), client(2, 1, "b"), server(2, 1, "c"));

    assertThat(edges()).containsExactly("a>b 1/0 5", "b>c 1/0 5");
  }

  @Test
  void whatSendsNoSpans_isKnownFromItsCaller() {
    add(
        server(1, 0, "a"),
        client(2, 1, "a")
            .attribute("db.system.name", "postgresql")
            .attribute("db.namespace", "shop"),
        client(3, 1, "a").attribute("peer.service", "bank").failed(""),
        client(4, 1, "a").attribute("server.address", "mail").attribute("server.port", 25L),
        client(5, 1, "a").attribute("db.system", "redis"),
        span(6, 1, "send")
            .kind(SpanKind.PRODUCER)
            .in("a")
            .millis(NOW, NOW + 1)
            .attribute("messaging.system", "kafka")
            .attribute("messaging.destination.name", "orders"),
        client(7, 1, "a"));

    assertThat(edges())
        .containsExactly(
            "a>bank 1/1 9",
            "a>kafka orders 1/0 1",
            "a>mail:25 1/0 9",
            "a>postgresql shop 1/0 9",
            "a>redis 1/0 9");
    assertThat(dependencies().services())
        .contains(new Dependencies.Service("bank", 0, 0, 0))
        .hasSize(6);
  }

  @Test
  void callsToWhatSendsNoSpans_areFoundByTheirAttributes() {
    add(
        server(1, 0, "a"),
        client(2, 1, "a")
            .attribute("db.system", "postgresql")
            .attribute("db.namespace", "shop")
            .attribute("server.address", "db"),
        client(3, 1, "a").attribute("peer.service", "bank").attribute("db.system", "none"),
        client(4, 1, "a").attribute("server.address", "mail").attribute("server.port", 25L),
        client(5, 1, "a").attribute("messaging.system", "kafka"),
        client(6, 1, "a").attribute("peer.service", "b"),
        server(7, 1, "b"));

    assertThat(dependencies().edges())
        .extracting(Dependencies.Edge::to, Dependencies.Edge::attributes)
        .containsExactly(
            tuple("b", List.of()),
            tuple("bank", List.of(new AttributeTerm("peer.service", "bank"))),
            tuple("kafka", List.of(new AttributeTerm("messaging.system", "kafka"))),
            tuple(
                "mail:25",
                List.of(
                    new AttributeTerm("server.address", "mail"),
                    new AttributeTerm("server.port", "25"))),
            tuple(
                "postgresql shop",
                List.of(
                    new AttributeTerm("db.system", "postgresql"),
                    new AttributeTerm("db.namespace", "shop"))));
  }

  @Test
  void callThatWasNotAnswered_belongsToWhoAnswersAtThatAddress() {
    add(
        client(1, 0, "a")
            .attribute("server.address", "host")
            .attribute("server.port", 81L)
            .failed(""));
    add(
        client(1, 0, "a").attribute("server.address", "host").attribute("server.port", 81L),
        server(2, 1, "b"));

    assertThat(edges()).containsExactly("a>b 2/1 9");
    assertThat(dependencies().services()).hasSize(2);
  }

  @Test
  void peerThatSendsSpansElsewhere_isTheSameService() {
    add(client(1, 0, "a").attribute("peer.service", "b"));
    add(server(1, 0, "b"));

    assertThat(edges()).containsExactly("a>b 1/0 9");
    assertThat(dependencies().services()).hasSize(2);
  }

  @Test
  void clientAroundAnotherClient_isNoCallOfItsOwn() {
    add(
        client(1, 0, "a").attribute("server.address", "b"),
        client(2, 1, "a").attribute("server.address", "b"),
        server(3, 2, "b"));

    assertThat(edges()).containsExactly("a>b 1/0 5");
  }

  @Test
  void window_isRespected() {
    add(client(1, 0, "a"), server(2, 1, "b"));

    assertThat(Dependencies.of(store, 0, NOW * TestSpan.MILLI).edges()).isEmpty();
    assertThat(Dependencies.of(store, NOW * TestSpan.MILLI, Long.MAX_VALUE).edges()).hasSize(1);
  }

  @Test
  void tracesOfDifferentSizes_areReadOneAfterTheOther() {
    for (int size : new int[] {3, 1_000, 2, 40, 1}) {
      List<TestSpan> spans = new ArrayList<>();
      for (int i = 1; i <= size; i++) {
        spans.add(server(i, i - 1, "s" + i % 2));
      }
      add(spans.toArray(TestSpan[]::new));
    }

    assertThat(dependencies().edges().stream().mapToLong(edge -> edge.durations().count()).sum())
        .as("every span but the five roots")
        .isEqualTo(2 + 999 + 1 + 39);
    assertThat(dependencies().services().stream().mapToLong(Dependencies.Service::rootCount).sum())
        .isEqualTo(5);
  }

  @Test
  void tooManyServices_areOneFromThereOn() {
    int many = Dependencies.MAX_SERVICES + 500;
    for (int i = 0; i < many; i++) {
      add(
          server(1, 0, "service" + i),
          client(2, 1, "service" + i).attribute("peer.service", "p" + i));
    }
    Dependencies found = dependencies();

    assertThat(found.services()).hasSize(Dependencies.MAX_SERVICES + 1);
    assertThat(found.services().stream().mapToLong(Dependencies.Service::spanCount).sum())
        .isEqualTo(2L * many);
    assertThat(found.edges().stream().mapToLong(edge -> edge.durations().count()).sum())
        .isEqualTo(many);
  }

  @Test
  void tooManyPairs_areCallsToOtherServicesFromThereOn() {
    int callers = 101;
    int callees = Dependencies.MAX_EDGES / 100;
    List<TestSpan> spans = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      spans.add(server(i + 1, 0, "caller" + i));
      for (int j = 0; j < callees; j++) {
        spans.add(server(1_000 + i * callees + j, i + 1, "callee" + j));
      }
    }
    add(spans.toArray(TestSpan[]::new));
    List<Dependencies.Edge> edges = dependencies().edges();

    assertThat(edges).hasSize(Dependencies.MAX_EDGES + 1);
    assertThat(edges.stream().filter(edge -> edge.to().equals(Dependencies.OTHER)).toList())
        .singleElement()
        .satisfies(edge -> assertThat(edge.durations().count()).isEqualTo(callees));
  }

  @Test
  void spanBelowASharedOne_belongsToItsOwnService_elseToTheServer() {
    add(
        client(1, 0, "a"),
        server(1, 0, "b"),
        span(2, 1, "inside").in("a").millis(NOW, NOW + 1),
        server(3, 1, "c"));

    assertThat(edges()).containsExactly("a>b 1/0 5", "b>c 1/0 5");
  }

  @Test
  void spanThatIsItsOwnParent_callsNobody() {
    add(server(1, 1, "a"));

    assertThat(edges()).isEmpty();
  }
}
