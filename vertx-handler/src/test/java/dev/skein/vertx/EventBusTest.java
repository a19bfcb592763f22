package dev.skein.vertx;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spans of messages on the event bus. */
class EventBusTest {
  private final TracedVertx traced = new TracedVertx();

  @AfterEach
  void close() {
    traced.close();
  }

  private void inRequest(Supplier<Future<?>> work) {
    int port = traced.serve(request -> work.get().onComplete(result -> request.response().end()));
    traced.get(port, "/");
  }

  private void consume(String address, Runnable work) {
    traced
        .vertx
        .eventBus()
        .<String>consumer(
            address,
            message -> {
              work.run();
              if (message.replyAddress() != null) {
                message.reply("done");
              }
            });
  }

  @Test
  void send_isProducedAndProcessed() {
    consume("orders", () -> traced.tracer().startSpan("inside").end());

    inRequest(
        () -> {
          traced.vertx.eventBus().send("orders", "7");
          return Future.succeededFuture();
        });

    Trace trace = traced.onlyTrace(4);
    SpanData produced = trace.find("send orders");
    SpanData consumed = trace.find("process orders");
    assertThat(produced)
        .hasParent(trace.root())
        .hasKind(SpanKind.PRODUCER)
        .hasExactlyAttributes(
            Map.of(
                "messaging.system", "vertx-eventbus",
                "messaging.destination.name", "orders",
                "messaging.operation.name", "send",
                "messaging.operation.type", "send"));
    assertThat(consumed)
        .hasParent(produced)
        .hasKind(SpanKind.CONSUMER)
        .hasExactlyAttributes(
            Map.of(
                "messaging.system", "vertx-eventbus",
                "messaging.destination.name", "orders",
                "messaging.operation.name", "process",
                "messaging.operation.type", "process"));
    assertThat(trace.find("inside")).hasParent(consumed);
  }

  @Test
  void requestAndReply_areOneProducerAndOneConsumer() {
    consume("orders", () -> {});

    inRequest(() -> traced.vertx.eventBus().request("orders", "7"));

    Trace trace = traced.onlyTrace(3);
    assertThat(trace.find("process orders")).hasParent(trace.find("send orders"));
    assertThat(trace.find("send orders")).hasStatus(StatusCode.UNSET);
  }

  @Test
  void publish_reachesEveryConsumer() {
    consume("prices", () -> {});
    consume("prices", () -> {});

    inRequest(
        () -> {
          traced.vertx.eventBus().publish("prices", "7");
          return Future.succeededFuture();
        });

    Trace trace = traced.onlyTrace(4);
    assertThat(trace.children(trace.find("publish prices")))
        .hasSize(2)
        .allSatisfy(span -> assertThat(span).hasName("process prices"));
  }

  @Test
  void noHandler_isAnError() {
    inRequest(() -> traced.vertx.eventBus().request("nobody", "7"));

    assertThat(traced.onlyTrace(2).find("send nobody"))
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "NO_HANDLERS")
        .hasEvent("exception");
  }

  @Test
  void failedReply_isAnErrorOfTheProducer() {
    traced.vertx.eventBus().consumer("orders", message -> message.fail(1, "out of stock"));

    inRequest(() -> traced.vertx.eventBus().request("orders", "7"));

    Trace trace = traced.onlyTrace(3);
    assertThat(trace.find("send orders"))
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "RECIPIENT_FAILURE");
  }

  @Test
  void outsideOfATrace_nothingIsRecorded() {
    consume("orders", () -> {});

    TracedVertx.await(traced.vertx.eventBus().request("orders", "7"));
    traced.tracer().startSpan("marker").end();

    assertThat(traced.onlySpan()).hasName("marker");
  }

  /** From a thread of Vert.x: from another one, 4.5 and 5 may lose the sender's end of it. */
  @Test
  void policyAlways_startsATrace() {
    consume("orders", () -> {});
    DeliveryOptions always = new DeliveryOptions().setTracingPolicy(TracingPolicy.ALWAYS);

    traced.vertx.runOnContext(run -> traced.vertx.eventBus().request("orders", "7", always));

    assertThat(traced.onlyTrace(2).root()).hasName("send orders");
  }

  @Test
  void sentFromAThread_isAChildOfWhatIsCurrentThere() {
    consume("orders", () -> {});
    Span span = traced.tracer().startSpan("job");

    try (Scope scope = span.makeCurrent()) {
      traced.vertx.eventBus().send("orders", "7");
    }
    span.end();

    assertThat(traced.onlyTrace(3).find("send orders")).hasParent(traced.onlyTrace(3).root());
  }

  @Test
  void chainOfConsumers_staysInTheTrace() {
    consume("second", () -> {});
    traced
        .vertx
        .eventBus()
        .consumer(
            "first",
            message ->
                traced
                    .vertx
                    .eventBus()
                    .request("second", message.body())
                    .onComplete(reply -> message.reply("done")));

    inRequest(() -> traced.vertx.eventBus().request("first", "7"));

    Trace trace = traced.onlyTrace(5);
    assertThat(trace.find("send second")).hasParent(trace.find("process first"));
    assertThat(trace.find("process second")).hasParent(trace.find("send second"));
  }
}
