package dev.skein.micronaut;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.AttributeKey;
import dev.skein.Attributes;
import dev.skein.Context;
import dev.skein.EndingSpan;
import dev.skein.Resource;
import dev.skein.Sampler;
import dev.skein.Span;
import dev.skein.SpanHook;
import dev.skein.export.ExportResult;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanExporter;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import dev.skein.propagation.Setter;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.BeanContext;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whatever tracing does, and whatever users plug into it, requests are answered. */
class RobustnessTest {

  /** Fails everywhere. */
  private static final class Throwing implements Propagator, SpanHook {
    @Override
    public List<String> fields() {
      throw new IllegalStateException("fields");
    }

    @Override
    public <C> Context extract(Context base, C carrier, Getter<C> getter) {
      throw new IllegalStateException("extract");
    }

    @Override
    public <C> void inject(Context context, C carrier, Setter<C> setter) {
      throw new IllegalStateException("inject");
    }

    @Override
    public void onStart(Span span, Context parent) {
      throw new IllegalStateException("onStart");
    }

    @Override
    public void onEnding(EndingSpan span) {
      throw new IllegalStateException("onEnding");
    }
  }

  /** Throws, and says that it was asked. */
  private static final class ThrowingExporter implements SpanExporter {
    final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public CompletableFuture<ExportResult> export(SpanBatch batch) {
      asked.countDown();
      throw new IllegalStateException("export");
    }
  }

  private static void assertAnswers(App app) {
    assertThat(app.get("/items/7", "traceparent", App.TRACEPARENT).body()).isEqualTo("7false");
    assertThat(app.get("/context/manual").statusCode()).isEqualTo(200);
    assertThat(app.get("/items/thrown").statusCode()).isEqualTo(500);
    assertThat(app.get("/no/such/route").statusCode()).isEqualTo(404);
    assertThat(app.get("/relay/blocking").body()).isEqualTo("item");
  }

  @Test
  void throwingSampler_leavesResponsesIntact() throws Exception {
    Sampler sampler =
        (parent, high, low, name, kind, attributes) -> {
          throw new IllegalStateException("sampler");
        };
    try (Downstream downstream = Downstream.start();
        App app =
            App.start(
                Map.of("micronaut.http.services.downstream.url", downstream.url()), sampler)) {
      assertAnswers(app);
    }
  }

  @Test
  void throwingHookAndPropagator_leaveResponsesIntact() throws Exception {
    try (Downstream downstream = Downstream.start();
        App app =
            App.start(
                Map.of("micronaut.http.services.downstream.url", downstream.url()),
                new Throwing())) {
      assertAnswers(app);
    }
  }

  @Test
  void throwingExporter_leavesResponsesIntact() throws Exception {
    ThrowingExporter exporter = new ThrowingExporter();
    try (ApplicationContext context =
        ApplicationContext.builder()
            .properties(Map.of("skein.export-delay", "1ms"))
            .singletons(exporter)
            .start()) {
      receive(context, HttpRequest.GET("http://localhost/items"));

      assertThat(exporter.asked.await(App.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void receive(BeanContext beans, MutableHttpRequest<?> request) {
    MutablePropagatedContext context = MutablePropagatedContext.of(PropagatedContext.empty());
    beans.getBean(ServerContextFilter.class).onRequest(request, context);
    beans.getBean(ServerTracingFilter.class).onResponse(request, HttpResponse.ok());
  }

  @Test
  void serverThatDoesNotTellTheEnd_endsWithTheResponse() {
    try (App app = App.start()) {
      receive(
          app.bean(BeanContext.class),
          HttpRequest.GET("http://localhost/items?a=b").header("traceparent", App.TRACEPARENT));

      assertThat(app.span())
          .hasTraceId(App.TRACE_ID)
          .hasAttribute("url.path", "/items")
          .hasAttribute("url.query", "a=b")
          .hasAttribute("http.response.status_code", 200L);
    }
  }

  @Test
  void beansOfTheUser_areUsed() {
    SpanHook hook =
        new SpanHook() {
          @Override
          public void onEnding(EndingSpan span) {
            span.setAttribute(AttributeKey.stringKey("team"), "shop");
          }
        };
    Resource resource = Resource.create(Attributes.builder().put("zone", "a").build());
    try (App app = App.start(Map.of(), hook, resource, Propagator.noop())) {
      app.get("/items", "traceparent", App.TRACEPARENT);

      assertThat(app.span()).hasNoParent().hasAttribute("team", "shop");
      assertThat(app.span().resource()).containsEntry("zone", "a");
    }
    try (App app = App.start(Map.of(), Sampler.alwaysOff())) {
      app.get("/items");
      assertThat(app.skein().health().started()).isZero();
    }
  }

  @Test
  void twoApplicationsInOneProcess_eachHasItsOwn() {
    try (App one = App.start(Map.of("micronaut.application.name", "one"));
        App two = App.start(Map.of("micronaut.application.name", "two"))) {
      one.get("/context/mono-delay");
      two.get("/context/mono-delay");

      assertThat(one.trace(2)).hasServices("one");
      assertThat(two.trace(2)).hasServices("two");
    }
  }

  @Test
  void spanInFlightAtTheEnd_isStillSent() throws Exception {
    App app = App.start(Map.of("skein.export-delay", "1h"));
    app.get("/items");
    app.close();

    assertThat(app.recorder().spans()).hasSize(1);
  }

  @Test
  void gracefulShutdown_waitsForTheRequestAndSendsItsSpan() throws Exception {
    App app =
        App.start(
            Map.of(
                "skein.export-delay", "1h", "micronaut.lifecycle.graceful-shutdown.enabled", true));
    StreamController controller = app.bean(StreamController.class);
    CompletableFuture<Void> asked = controller.openAnswer();
    CompletableFuture<?> response = app.sendAsync(app.request("/stream/answer"));
    asked.get(App.LONG.toSeconds(), TimeUnit.SECONDS);
    CompletableFuture<Void> closed = CompletableFuture.runAsync(app::close);
    assertThat(response).isNotDone();
    controller.answer("at last");
    response.get(App.LONG.toSeconds(), TimeUnit.SECONDS);
    closed.get(App.LONG.toSeconds(), TimeUnit.SECONDS);

    assertThat(app.recorder().spans()).hasSize(1);
    assertThat(app.recorder().spans().get(0))
        .hasName("GET /stream/answer")
        .hasAttribute("http.response.status_code", 200L);
  }
}
