package dev.skein.vertx;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.testkit.TraceRecorder;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.tracing.TracingPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Vert.x and its clients may do to a tracer. */
class TracerContractTest {
  private final TraceRecorder recorder = TraceRecorder.create();
  private final Skein skein =
      recorder.skein("shop", builder -> builder.contextStorage(VertxContextStorage.create()));
  private final SkeinVertxTracer tracer =
      SkeinVertxTracer.create(skein, RequestStorage.contextLocal());
  private final Vertx vertx = Vertx.vertx();
  private final Context root = vertx.getOrCreateContext();
  private final Context context = VertxInternals.duplicate(root);

  @AfterEach
  void close() {
    TracedVertx.await(vertx.close());
    skein.close();
  }

  /** Tags in the order in which they were put. */
  private static final class MapTags implements TagExtractor<Map<String, String>> {
    @Override
    public int len(Map<String, String> request) {
      return request.size();
    }

    @Override
    public String name(Map<String, String> request, int index) {
      return List.copyOf(request.keySet()).get(index);
    }

    @Override
    public String value(Map<String, String> request, int index) {
      return List.copyOf(request.values()).get(index);
    }
  }

  private static final class ThrowingTags implements TagExtractor<Object> {
    @Override
    public int len(Object request) {
      throw new IllegalStateException("tags");
    }
  }

  private static Map<String, String> tags(String... namesAndValues) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      tags.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return tags;
  }

  private Object receive(Context where) {
    return tracer.receiveRequest(
        where,
        SpanKind.RPC,
        TracingPolicy.ALWAYS,
        tags("http.url", "http://shop/", "http.request.method", "GET", "url.path", "/"),
        "GET",
        MultiMap.caseInsensitiveMultiMap(),
        new MapTags());
  }

  private Object send(Map<String, String> request, String operation, MultiMap headers) {
    return tracer.sendRequest(
        context,
        SpanKind.RPC,
        TracingPolicy.ALWAYS,
        request,
        operation,
        headers::add,
        new MapTags());
  }

  @Test
  void nullPayload_isSurvived() {
    tracer.sendResponse(context, null, null, new HttpClosedException("gone"), TagExtractor.empty());
    tracer.sendResponse(context, null, null, null, TagExtractor.empty());
    tracer.receiveResponse(context, null, null, null, TagExtractor.empty());

    assertThat(skein.health().started()).isZero();
  }

  @Test
  void responseReportedTwice_endsTheSpanOnce() {
    Object payload = receive(context);

    tracer.sendResponse(
        context, tags("http.response.status_code", "200"), payload, null, new MapTags());
    tracer.sendResponse(
        context, null, payload, new HttpClosedException("reset"), TagExtractor.empty());

    assertThat(recorder.awaitSpans(1, TracedVertx.LONG)).hasSize(1);
    assertThat(recorder.spans().get(0))
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 200L);
    assertThat(skein.health().started()).isEqualTo(1);
  }

  @Test
  void failureAndNoResponse_isAnAbort() {
    Object payload = receive(context);

    tracer.sendResponse(
        context, null, payload, new HttpClosedException("reset"), TagExtractor.empty());

    assertThat(recorder.awaitSpans(1, TracedVertx.LONG).get(0))
        .hasAttribute("error.type", "connection_closed");
  }

  @Test
  void neitherResponseNorFailure_isAnAbort() {
    tracer.sendResponse(context, null, receive(context), null, TagExtractor.empty());

    assertThat(recorder.awaitSpans(1, TracedVertx.LONG).get(0))
        .hasAttribute("error.type", "connection_closed");
  }

  @Test
  void tagsThatThrow_areSurvived() {
    assertThat(
            tracer.receiveRequest(
                context,
                SpanKind.RPC,
                TracingPolicy.ALWAYS,
                new Object(),
                "GET",
                List.of(),
                new ThrowingTags()))
        .isNull();
    assertThat(
            tracer.sendRequest(
                context,
                SpanKind.RPC,
                TracingPolicy.ALWAYS,
                new Object(),
                "GET",
                (name, value) -> {},
                new ThrowingTags()))
        .isNull();
    tracer.sendResponse(context, new Object(), receive(context), null, new ThrowingTags());
  }

  @Test
  void headersThatThrow_areSurvived() {
    Map<String, String> request = tags("url.full", "http://shop/", "http.request.method", "GET");

    Object payload =
        tracer.sendRequest(
            context,
            SpanKind.RPC,
            TracingPolicy.ALWAYS,
            request,
            "GET",
            (name, value) -> {
              throw new IllegalStateException("headers");
            },
            new MapTags());
    tracer.receiveResponse(context, null, payload, null, TagExtractor.empty());

    assertThat(recorder.awaitSpans(1, TracedVertx.LONG)).hasSize(1);
  }

  @Test
  void rootContext_keepsNothing() {
    receive(root);

    assertThat(RequestStorage.contextLocal().get(root, RequestKey.SCOPE)).isNull();
    assertThat(RequestStorage.contextLocal().get(root, RequestKey.SERVER_CALL)).isNull();
  }

  @Test
  void duplicateOfARequestsContext_startsWithoutATrace() {
    receive(context);

    assertThat(
            RequestStorage.contextLocal().get(VertxInternals.duplicate(context), RequestKey.SCOPE))
        .isNull();
  }

  @Test
  void startedClientSpan_isTakenOnce() {
    HttpClientRequest early = new AskedRequest(new Object[] {"shop", "/"});
    HttpClientSpan span = HttpClientTracer.create(skein).start(early, dev.skein.Context.root());
    RequestStorage.contextLocal().put(context, RequestKey.CLIENT_SPAN, span);
    Map<String, String> request = tags("url.full", "http://shop/", "http.request.method", "GET");
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    Object payload = send(request, "GET", headers);
    Object next = send(request, "GET", MultiMap.caseInsensitiveMultiMap());
    tracer.receiveResponse(context, tags("http.status_code", "204"), payload, null, new MapTags());

    assertThat(payload).isSameAs(span);
    assertThat(next).isNotSameAs(span);
    assertThat(headers.get("traceparent")).contains(span.span().spanId());
    assertThat(recorder.awaitSpans(1, TracedVertx.LONG).get(0))
        .hasAttribute("http.response.status_code", 204L);
  }

  @Test
  void query_ofVertx4_isADatabaseSpan() {
    Map<String, String> query =
        tags(
            "peer.address", "db.example:5432",
            "span.kind", "client",
            "db.user", "shop",
            "db.instance", "stock",
            "db.statement", "select * from item where id = 7 and name = 'Jane'",
            "db.type", "sql");
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    tracer.receiveResponse(
        context, null, send(query, "Query", headers), null, TagExtractor.empty());

    SpanData span = recorder.awaitSpans(1, TracedVertx.LONG).get(0);
    assertThat(span)
        .hasName("SELECT stock")
        .hasKind(dev.skein.SpanKind.CLIENT)
        .hasExactlyAttributes(
            Map.of(
                "db.system.name", "other_sql",
                "db.namespace", "stock",
                "db.operation.name", "SELECT",
                "db.query.text", "select * from item where id = ? and name = ?",
                "server.address", "db.example",
                "server.port", 5432L));
    assertThat(headers.isEmpty()).isTrue();
  }

  @Test
  void query_ofVertx5_thatFails_isAnError() {
    Map<String, String> query =
        tags(
            "network.peer.address", "db.example:5432",
            "db.namespace", "stock",
            "db.query.text", "SELECT 1",
            "db.system", "postgresql");

    tracer.receiveResponse(
        context,
        null,
        send(query, "Query", MultiMap.caseInsensitiveMultiMap()),
        new IllegalStateException("no such table"),
        TagExtractor.empty());

    assertThat(recorder.awaitSpans(1, TracedVertx.LONG).get(0))
        .hasAttribute("db.system.name", "postgresql")
        .hasAttribute("error.type", "java.lang.IllegalStateException")
        .hasStatus(StatusCode.ERROR);
  }

  @Test
  void clientThatNothingIsKnownOf_isShownByItsTags() {
    Map<String, String> call = tags("rpc.system", "carrier-pigeon");
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    tracer.receiveResponse(context, null, send(call, "fly", headers), null, TagExtractor.empty());

    assertThat(recorder.awaitSpans(1, TracedVertx.LONG).get(0))
        .hasName("fly")
        .hasAttribute("rpc.system", "carrier-pigeon");
    assertThat(headers.contains("traceparent")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Message-Id", "TRACEPARENT"})
  void headers_ofAnyShape_areReadWhateverTheirCase(String name) {
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    assertThat(Headers.all(List.of(Map.entry(name, parent)), "traceparent"))
        .hasSize(name.equals("TRACEPARENT") ? 1 : 0);
    assertThat(Headers.all(MultiMap.caseInsensitiveMultiMap().add(name, parent), "traceparent"))
        .hasSize(name.equals("TRACEPARENT") ? 1 : 0);
  }
}
