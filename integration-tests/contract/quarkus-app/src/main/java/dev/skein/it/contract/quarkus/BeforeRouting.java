package dev.skein.it.contract.quarkus;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A filter that is asked before REST looks for a method, and does not like one path. */
final class BeforeRouting {
  @ServerRequestFilter(preMatching = true)
  void refuse(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().equals("/before-routing")) {
      throw new IllegalStateException("not today");
    }
  }
}
