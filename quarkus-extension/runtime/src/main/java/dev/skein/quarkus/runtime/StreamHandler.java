package dev.skein.quarkus.runtime;

import dev.skein.vertx.ServerCall;
import io.smallrye.mutiny.Multi;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * Tells the server span why a streamed response was given up: once its head is written, REST closes
 * the connection and tells nobody. Has no state.
 */
final class StreamHandler implements ServerRestHandler {
  @Override
  public void handle(ResteasyReactiveRequestContext request) {
    ServerCall call = TracedRequests.call();
    if (call != null
        && call.span().span().isRecording()
        && request.getResult() instanceof Multi<?> body
        && !(body instanceof RestMulti<?>)) { // it carries status and headers, and has to stay
      request.setResult(body.onFailure().invoke(call::thrown));
    }
  }
}
