package dev.skein.vertx;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server span is current wherever the request is handled, and nowhere else. */
class RequestContextTest {
  private final TracedVertx traced = new TracedVertx();

  @AfterEach
  void close() {
    traced.close();
  }

  private void span(String name) {
    traced.tracer().startSpan(name).end();
  }

  private void assertChildren(String server, String... names) {
    Trace trace = traced.onlyTrace(names.length + 1);
    assertThat(trace).root().hasName(server);
    for (String name : names) {
      assertThat(trace.find(name)).hasParent(trace.root());
    }
  }

  @Test
  void callbacksOfTheRequest_haveTheSpan() {
    Promise<Void> promise = Promise.promise();
    int port =
        traced.serve(
            request -> {
              span("handler");
              traced.vertx.runOnContext(
                  run -> {
                    span("runOnContext");
                    traced.vertx.setTimer(
                        1,
                        timer -> {
                          span("timer");
                          traced
                              .vertx
                              .fileSystem()
                              .exists("/")
                              .compose(
                                  exists -> {
                                    span("future");
                                    return promise.future();
                                  })
                              .onComplete(done -> request.response().end());
                          promise.complete();
                        });
                  });
            });

    traced.get(port, "/");

    assertChildren("GET", "handler", "runOnContext", "timer", "future");
  }

  @Test
  void bodyHandlers_haveTheSpan() {
    int port =
        traced.serve(
            request ->
                request
                    .body()
                    .onComplete(
                        body -> {
                          span("body");
                          request.response().end();
                        }));

    traced.get(port, "/");

    assertChildren("GET", "body");
  }

  @Test
  void executeBlocking_hasTheSpan() {
    int port =
        traced.serve(
            request ->
                traced
                    .vertx
                    .executeBlocking(
                        () -> {
                          span("blocking");
                          return "ok";
                        })
                    .onComplete(
                        result -> {
                          span("afterwards");
                          request.response().end(result.result());
                        }));

    traced.get(port, "/");

    assertChildren("GET", "blocking", "afterwards");
  }

  /** Virtual threads where the JDK has them. */
  static Stream<ThreadingModel> threadingModels() {
    return Runtime.version().feature() >= 21
        ? Stream.of(ThreadingModel.values()).filter(model -> !model.name().equals("OTHER"))
        : Stream.of(ThreadingModel.EVENT_LOOP, ThreadingModel.WORKER);
  }

  @ParameterizedTest
  @MethodSource("threadingModels")
  void verticles_haveTheSpan(ThreadingModel model) {
    Router router = Router.router(traced.vertx);
    router.route().handler(SkeinHandler.create());
    router
        .get("/items/:id")
        .handler(
            context -> {
              span("handler");
              traced.vertx.setTimer(
                  1,
                  timer -> {
                    span("timer");
                    context.response().end();
                  });
            });
    Serving verticle = new Serving(router::handle);
    TracedVertx.await(
        traced.vertx.deployVerticle(
            () -> verticle, new DeploymentOptions().setThreadingModel(model)));

    traced.get(verticle.port, "/items/7");

    assertChildren("GET /items/{id}", "handler", "timer");
  }

  @Test
  void workAfterTheResponse_staysInTheTrace() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    int port =
        traced.serve(
            request ->
                request
                    .response()
                    .end("ok")
                    .onComplete(
                        sent ->
                            traced.vertx.setTimer(
                                50,
                                timer -> {
                                  span("background");
                                  done.complete(null);
                                })));

    traced.get(port, "/");
    done.join();

    assertChildren("GET", "background");
  }

  @Test
  void scopeClosedInACallback_isClosedAtItsPlace() {
    int port =
        traced.serve(
            request -> {
              Span outer = traced.tracer().startSpan("outer");
              Scope scope = outer.makeCurrent();
              traced.vertx.setTimer(
                  1,
                  timer -> {
                    span("inner");
                    scope.close();
                    outer.end();
                    span("sibling");
                    request.response().end();
                  });
            });

    traced.get(port, "/");

    Trace trace = traced.onlyTrace(4);
    assertThat(trace.find("inner")).hasParent(trace.find("outer"));
    assertThat(trace.find("outer")).hasParent(trace.root());
    assertThat(trace.find("sibling")).hasParent(trace.root());
    assertThat(traced.skein.scopeMisuse().total()).isZero();
  }

  @Test
  void wrappedExecutor_hasTheSpan() {
    Executor executor = traced.tracer().wrap(ForkJoinPool.commonPool());
    int port =
        traced.serve(
            request ->
                executor.execute(
                    () -> {
                      span("elsewhere");
                      request.response().end();
                    }));

    traced.get(port, "/");

    assertChildren("GET", "elsewhere");
  }

  @Test
  void otherWork_hasNoSpan() throws Exception {
    CompletableFuture<Context> onRoot = new CompletableFuture<>();
    CompletableFuture<Context> periodic = new CompletableFuture<>();
    int port =
        traced.serve(
            request -> {
              long id =
                  traced.vertx.setPeriodic(
                      1, tick -> periodic.complete(traced.tracer().currentContext()));
              periodic.whenComplete((context, failure) -> traced.vertx.cancelTimer(id));
              request.response().end();
            });

    traced.get(port, "/");
    traced.vertx.runOnContext(run -> onRoot.complete(traced.tracer().currentContext()));

    assertThat(TracedVertx.await(onRoot)).isSameAs(Context.root());
    assertThat(traced.tracer().currentContext()).isSameAs(Context.root());
    assertThat(TracedVertx.await(periodic).spanContext().traceId())
        .isIn(traced.onlySpan().traceId(), "00000000000000000000000000000000");
  }

  @Test
  void rootContext_keepsAScopeOnItsThreadOnly() throws Exception {
    CompletableFuture<List<String>> seen = new CompletableFuture<>();
    io.vertx.core.Context root = traced.vertx.getOrCreateContext();

    root.runOnContext(
        run -> {
          List<String> names = new ArrayList<>();
          Span span = traced.tracer().startSpan("outer");
          try (Scope scope = span.makeCurrent()) {
            names.add(traced.tracer().currentSpan().name());
          }
          names.add(traced.tracer().currentSpan().name());
          root.runOnContext(
              again -> {
                names.add(traced.tracer().currentSpan().name());
                seen.complete(names);
              });
          span.end();
        });

    assertThat(TracedVertx.await(seen)).containsExactly("outer", "", "");
  }

  @Test
  void manyRequestsAtOnce_keepTheirOwnSpans() {
    int requests = 500;
    int port =
        traced.serve(
            request -> {
              String id = request.path();
              traced.tracer().currentSpan().setAttribute("test.id", id);
              traced
                  .vertx
                  .executeBlocking(() -> inside("blocking", id), false)
                  .compose(done -> traced.vertx.timer(5).map(fired -> inside("timer", id)))
                  .onComplete(done -> request.response().end());
            });
    traced.getAll(port, requests);

    traced.spans(requests * 3);
    List<Trace> traces = traced.recorder.traces();
    assertThat(traces).hasSize(requests);
    for (Trace trace : traces) {
      assertThat(trace).isComplete().hasSpans(3);
      SpanData server = trace.root();
      for (SpanData child : trace.children(server)) {
        assertThat(child).hasAttribute("test.id", server.attributes().get("test.id"));
      }
      assertThat(trace.children(server)).hasSize(2);
    }
  }

  private Object inside(String name, String id) {
    Span span = traced.tracer().startSpan(name);
    span.setAttribute("test.id", id);
    span.end();
    return id;
  }

  /** A verticle with a server; a class of its own because Vert.x 5 deploys another type, too. */
  private static final class Serving extends AbstractVerticle {
    private final Consumer<HttpServerRequest> handler;
    private volatile int port;

    Serving(Consumer<HttpServerRequest> handler) {
      this.handler = handler;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer()
          .requestHandler(handler::accept)
          .listen(0, "127.0.0.1")
          .onComplete(
              server -> {
                if (server.succeeded()) {
                  port = server.result().actualPort();
                  started.complete();
                } else {
                  started.fail(server.cause());
                }
              });
    }
  }
}
