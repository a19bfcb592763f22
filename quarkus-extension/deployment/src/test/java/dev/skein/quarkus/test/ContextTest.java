package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.Tracer;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The current span goes where the work goes, and stays nowhere else. */
class ContextTest {
  @RegisterExtension static final QuarkusUnitTest APPLICATION = Application.of(Resource.class);

  @TestHTTPResource URI base;
  @Inject Recording recording;
  @Inject Tracer tracer;
  @Inject ManagedExecutor managed;
  @Inject ThreadContext threadContext;

  @BeforeEach
  void reset() {
    recording.reset();
  }

  @Test
  void managedExecutor_isAChild() {
    assertChild("/context/managed-executor");
  }

  @Test
  void virtualThreadExecutor_isAChild() {
    assertChild("/context/virtual-executor");
  }

  @Test
  void workerPoolOfMutiny_isAChild() {
    assertChild("/context/worker-pool");
  }

  @Test
  void multiOnTheWorkerPool_isAChild() {
    assertChild("/context/multi");
  }

  @Test
  void completionStage_isAChild() {
    assertChild("/context/completion-stage");
  }

  @Test
  void executeBlocking_isAChild() {
    assertChild("/context/execute-blocking");
  }

  @Test
  void wrappedTask_isAChildOnAnyThread() {
    assertChild("/context/wrapped");
  }

  @Test
  void closedScope_leavesTheServerSpanCurrent() {
    Http.get(base, "/context/closed-scope");

    assertThat(recording.trace(4)).span("after").hasParent("GET /context/closed-scope");
    assertThat(recording.trace(4)).span("inner").hasParent("outer");
  }

  @Test
  void parallelTasks_doNotSeeEachOther() {
    Http.get(base, "/context/parallel");

    var trace = recording.trace(1 + 2 * Resource.TASKS);
    for (int i = 0; i < Resource.TASKS; i++) {
      assertThat(trace).span("task " + i).hasParent("GET /context/parallel");
      assertThat(trace).span("step " + i).hasParent("task " + i);
    }
  }

  @Test
  void threadOfThePool_keepsNothing() throws Exception {
    Span span = tracer.startSpan("outside");
    List<CompletableFuture<Boolean>> seen = new ArrayList<>();
    try (Scope scope = span.makeCurrent()) {
      for (int i = 0; i < 20; i++) {
        seen.add(managed.supplyAsync(() -> tracer.currentSpan() == span));
      }
      assertThat(seen).allMatch(CompletableFuture::join);
    }
    seen.clear();
    for (int i = 0; i < 20; i++) {
      seen.add(managed.supplyAsync(() -> tracer.currentSpan().isValid()));
    }

    assertThat(seen).noneMatch(CompletableFuture::join);
    assertThat(tracer.currentSpan().isValid()).isFalse();
  }

  @Test
  void contextualTask_putsBackWhatItReplaced() {
    Span first = tracer.startSpan("first");
    Span second = tracer.startSpan("second");
    Runnable task;
    try (Scope scope = first.makeCurrent()) {
      task =
          threadContext.contextualRunnable(() -> assertThat(tracer.currentSpan()).isSameAs(first));
    }

    try (Scope scope = second.makeCurrent()) {
      task.run();

      assertThat(tracer.currentSpan()).isSameAs(second);
    }
  }

  @Test
  void clearedContext_hasNoSpan() {
    ThreadContext clearing =
        ThreadContext.builder()
            .cleared(ThreadContext.ALL_REMAINING)
            .propagated()
            .unchanged()
            .build();
    Span span = tracer.startSpan("first");
    try (Scope scope = span.makeCurrent()) {
      clearing.contextualRunnable(() -> assertThat(tracer.currentSpan().isValid()).isFalse()).run();

      assertThat(tracer.currentSpan()).isSameAs(span);
    }
  }

  private void assertChild(String path) {
    assertThat(Http.get(base, path).statusCode()).isEqualTo(200);

    assertThat(recording.trace(2)).hasSpans(2).span("task").hasParent("GET " + path);
  }

  @Path("/context")
  public static class Resource {
    static final int TASKS = 8;

    @Inject Tracer tracer;
    @Inject ManagedExecutor managed;
    @Inject @VirtualThreads ExecutorService virtual;

    private String task() {
      tracer.startSpan("task").end();
      return "x";
    }

    @GET
    @Path("managed-executor")
    public String managedExecutor() {
      return managed.supplyAsync(this::task).join();
    }

    @GET
    @Path("virtual-executor")
    public String virtualExecutor() throws Exception {
      return virtual.submit(this::task).get();
    }

    @GET
    @Path("worker-pool")
    @NonBlocking
    public Uni<String> workerPool() {
      return Uni.createFrom()
          .item("x")
          .emitOn(Infrastructure.getDefaultWorkerPool())
          .map(x -> task());
    }

    @GET
    @Path("multi")
    @NonBlocking
    public Multi<String> multi() {
      return Multi.createFrom()
          .items("x")
          .emitOn(Infrastructure.getDefaultWorkerPool())
          .map(x -> task());
    }

    @GET
    @Path("completion-stage")
    public CompletionStage<String> completionStage() {
      CompletableFuture<String> source = managed.newIncompleteFuture();
      CompletionStage<String> stage = source.thenApplyAsync(x -> task());
      CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS)
          .execute(() -> source.complete(""));
      return stage;
    }

    @GET
    @Path("execute-blocking")
    @NonBlocking
    public Uni<String> executeBlocking() {
      return Uni.createFrom()
          .completionStage(Vertx.currentContext().executeBlocking(this::task).toCompletionStage());
    }

    @GET
    @Path("wrapped")
    public String wrapped() throws Exception {
      ExecutorService plain = Executors.newSingleThreadExecutor();
      try {
        return plain.submit(tracer.wrap(this::task)).get();
      } finally {
        plain.shutdown();
      }
    }

    @GET
    @Path("closed-scope")
    public String closedScope() {
      Span outer = tracer.startSpan("outer");
      try (Scope scope = outer.makeCurrent()) {
        tracer.startSpan("inner").end();
      }
      outer.end();
      tracer.startSpan("after").end();
      return "x";
    }

    /** All of them open at once, each with a span of its own. */
    @GET
    @Path("parallel")
    public String parallel() throws Exception {
      CountDownLatch open = new CountDownLatch(TASKS);
      List<CompletableFuture<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        int number = i;
        tasks.add(managed.runAsync(() -> nested(number, open)));
      }
      CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).join();
      return "x";
    }

    private void nested(int number, CountDownLatch open) {
      Span task = tracer.startSpan("task " + number);
      try (Scope scope = task.makeCurrent()) {
        open.countDown();
        open.await(10, TimeUnit.SECONDS);
        tracer.startSpan("step " + number).end();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        task.end();
      }
    }
  }
}
