package dev.skein.it.contract.quarkus;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A route of Vert.x Web, without REST. */
@ApplicationScoped
public class PlainRoute {
  void register(@Observes Router router) {
    router.get("/plain").handler(routing -> routing.end("plain"));
  }
}
