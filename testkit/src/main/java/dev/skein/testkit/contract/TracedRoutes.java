package dev.skein.testkit.contract;

import dev.skein.Tracer;
import java.io.IOException;
import java.util.List;

/** Routes that say something about the current span. */
final class TracedRoutes {
  private final Tracer tracer;

  private TracedRoutes(Tracer tracer) {
    this.tracer = tracer;
  }

  static List<ContractRoute> all(Tracer tracer) {
    TracedRoutes routes = new TracedRoutes(tracer);
    return List.of(
        new ContractRoute("GET", "/context", routes::describe),
        new ContractRoute("GET", "/context-in-worker", routes::describeInWorker),
        new ContractRoute("GET", "/renamed", routes::rename));
  }

  private void describe(ContractExchange exchange, String path) throws IOException {
    describeCurrentSpan();
    PlainRoutes.text(exchange, "described");
  }

  private void describeInWorker(ContractExchange exchange, String path) throws IOException {
    Thread worker = new Thread(tracer.wrap(this::describeCurrentSpan), "contract-worker");
    worker.start();
    Pause.join(worker);
    PlainRoutes.text(exchange, "described");
  }

  private void rename(ContractExchange exchange, String path) throws IOException {
    tracer.currentSpan().updateName("look around");
    PlainRoutes.text(exchange, "renamed");
  }

  private void describeCurrentSpan() {
    tracer
        .currentSpan()
        .setAttribute("shop.customer", tracer.currentContext().baggage().get("customer"))
        .setAttribute("shop.items", 3)
        .addEvent("looked up");
  }
}
