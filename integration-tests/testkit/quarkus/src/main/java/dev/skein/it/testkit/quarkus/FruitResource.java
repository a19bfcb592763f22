package dev.skein.it.testkit.quarkus;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.Tracer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Fruits, whose prices come from another service; here it is the same one. */
@Path("/")
public final class FruitResource {
  private final PriceClient prices;
  private final Tracer tracer;

  FruitResource(@RestClient PriceClient prices, Tracer tracer) {
    this.prices = prices;
    this.tracer = tracer;
  }

  /** A fruit and its price. */
  @GET
  @Path("/fruits/{name}")
  public String fruit(String name) {
    Span span = tracer.startSpan("find price");
    try (Scope scope = span.makeCurrent()) {
      return name + " costs " + prices.price(name);
    } finally {
      span.end();
    }
  }

  /** What the other service does. */
  @GET
  @Path("/prices/{name}")
  public String price(String name) {
    return String.valueOf(name.length());
  }

  /** Starts a span and forgets about it. */
  @GET
  @Path("/forgetful")
  public String forgetful() {
    return tracer.startSpan("never ended").spanId();
  }

  /** Makes a span current and leaves it so. */
  @GET
  @Path("/careless")
  public String careless() {
    Span span = tracer.startSpan("never left");
    Scope leaked = span.makeCurrent();
    span.end();
    return leaked.context().spanContext().spanId();
  }
}
