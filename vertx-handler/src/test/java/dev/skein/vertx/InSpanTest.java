package dev.skein.vertx;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spans of the application around asynchronous work. */
class InSpanTest {
  private final TracedVertx traced = new TracedVertx();
  private final WebClient client = WebClient.create(traced.vertx);

  @AfterEach
  void close() {
    traced.close();
  }

  private Future<Integer> call(int port, String path) {
    return client.get(port, "127.0.0.1", path).send().map(reply -> reply.statusCode());
  }

  @Test
  void work_isAChild_andParentOfWhatItSends() {
    int bank = traced.serve(request -> request.response().end());
    int port =
        traced.serve(
            request ->
                SkeinVertx.inSpan(
                        traced.vertx,
                        "authorize card",
                        span -> {
                          span.setAttribute("card.type", "debit");
                          return traced.vertx.timer(5).compose(fired -> call(bank, "/cards"));
                        })
                    .onComplete(
                        status -> {
                          traced.tracer().startSpan("afterwards").end();
                          request.response().end();
                        }));

    traced.get(port, "/");

    Trace trace = traced.onlyTrace(5);
    SpanData work = trace.find("authorize card");
    assertThat(work).hasParent(trace.root()).hasAttribute("card.type", "debit");
    assertThat(trace.find("GET", SpanKind.CLIENT)).hasParent(work);
    assertThat(trace.find("afterwards")).hasParent(trace.root());
  }

  @Test
  void workSideBySide_doesNotMix() {
    int backend = traced.serve(request -> request.response().end());
    int port =
        traced.serve(
            request ->
                Future.all(
                        SkeinVertx.inSpan(traced.vertx, "a", span -> call(backend, "/a")),
                        SkeinVertx.inSpan(traced.vertx, "b", span -> call(backend, "/b")))
                    .onComplete(done -> request.response().end()));

    traced.get(port, "/");

    Trace trace = traced.onlyTrace(7);
    for (String name : new String[] {"a", "b"}) {
      SpanData work = trace.find(name);
      assertThat(work).hasParent(trace.root());
      assertThat(trace.children(work))
          .singleElement()
          .satisfies(
              sent -> assertThat((String) sent.attributes().get("url.full")).endsWith("/" + name));
    }
  }

  @Test
  void result_arrivesOnTheCallersContext() {
    AtomicReference<Context> before = new AtomicReference<>();
    AtomicReference<Context> after = new AtomicReference<>();
    int port =
        traced.serve(
            request -> {
              before.set(Vertx.currentContext());
              SkeinVertx.inSpan(traced.vertx, "work", span -> traced.vertx.timer(1))
                  .onComplete(
                      done -> {
                        after.set(Vertx.currentContext());
                        request.response().end();
                      });
            });

    traced.get(port, "/");

    assertThat(after.get()).isSameAs(before.get());
  }

  @Test
  void localsOfTheCaller_areSeen() {
    int port =
        traced.serve(
            request -> {
              locals(Vertx.currentContext()).put("tenant", "acme");
              SkeinVertx.inSpan(
                      traced.vertx,
                      "work",
                      span -> {
                        Object tenant = locals(Vertx.currentContext()).get("tenant");
                        locals(Vertx.currentContext()).put("tenant", "changed");
                        return Future.succeededFuture(tenant);
                      })
                  .onComplete(
                      tenant ->
                          request
                              .response()
                              .end(tenant.result() + ", " + locals(Vertx.currentContext())));
            });

    assertThat(traced.get(port, "/").body()).isEqualTo("acme, {tenant=acme}");
  }

  /** What Context.putLocal writes to in Vert.x 4.5, and what is left of it in 5. */
  @SuppressWarnings("unchecked")
  private static Map<Object, Object> locals(Context context) {
    String[] names = {
      "io.vertx.core.internal.ContextInternal", "io.vertx.core.impl.ContextInternal"
    };
    try {
      return (Map<Object, Object>)
          VertxInternals.find(names, "localContextData", ConcurrentMap.class, Context.class)
              .invoke(context);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void fromAThreadOfTheApplication_startsATraceThatClientsFollow() {
    int backend = traced.serve(request -> request.response().end());

    int status =
        TracedVertx.await(SkeinVertx.inSpan(traced.vertx, "job", span -> call(backend, "/stock")));

    assertThat(status).isEqualTo(200);
    Trace trace = traced.onlyTrace(3);
    assertThat(trace.root()).hasName("job");
    assertThat(trace.find("GET", SpanKind.CLIENT)).hasParent(trace.root());
  }

  @Test
  void failedFuture_isAnErrorAndPassedOn() {
    Future<Object> work =
        SkeinVertx.inSpan(
            traced.vertx, "work", span -> Future.failedFuture(new IllegalStateException("no")));

    assertThatThrownBy(() -> TracedVertx.await(work)).hasRootCauseMessage("no");
    assertThat(traced.onlySpan())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "java.lang.IllegalStateException")
        .hasEvent("exception");
  }

  @Test
  void exceptionInsteadOfAFuture_isAnErrorAndPassedOn() {
    Future<Object> work =
        SkeinVertx.inSpan(
            traced.vertx,
            "work",
            span -> {
              throw new IllegalStateException("no");
            });

    assertThatThrownBy(() -> TracedVertx.await(work)).hasRootCauseMessage("no");
    assertThat(traced.onlySpan()).hasStatus(StatusCode.ERROR);
  }

  @Test
  void nullInsteadOfAFuture_isAnError() {
    Future<Object> work = SkeinVertx.inSpan(traced.vertx, "work", span -> null);

    assertThatThrownBy(() -> TracedVertx.await(work))
        .hasRootCauseInstanceOf(NullPointerException.class);
    assertThat(traced.onlySpan()).hasStatus(StatusCode.ERROR);
  }

  @Test
  void vertxWithoutSkein_isSaidClearly() {
    Vertx plain = Vertx.vertx();
    try {
      assertThatThrownBy(() -> SkeinVertx.tracer(plain))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("SkeinTracingOptions");
    } finally {
      TracedVertx.await(plain.close());
    }
  }
}
