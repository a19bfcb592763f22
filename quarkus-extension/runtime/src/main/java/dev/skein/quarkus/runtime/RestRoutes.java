package dev.skein.quarkus.runtime;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jboss.resteasy.reactive.common.util.PathHelper;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jspecify.annotations.Nullable;

/**
 * Finds the REST method a request was meant for when it was refused before it got there: wrong
 * credentials, a path that is not permitted, a body that is too large or of the wrong type. Done
 * for refused requests only.
 */
final class RestRoutes {
  private RestRoutes() {}

  /** The template of the method; null when there is none, or no REST at all. */
  static @Nullable String match(RoutingContext request) {
    Deployment deployment = ResteasyReactiveRecorder.getCurrentDeployment();
    if (deployment == null) {
      return null;
    }
    String prefix = deployment.getPrefix();
    if (!request.normalizedPath().startsWith(prefix)) {
      return null;
    }
    return match(
        deployment,
        PathHelper.getPathWithoutPrefix(request.normalizedPath(), prefix),
        request.request().method().name());
  }

  /** The same for a request that REST has seen, and did not find a method for that suits. */
  static @Nullable String match(ResteasyReactiveRequestContext request) {
    try {
      return match(request.getDeployment(), request.getPathWithoutPrefix(), request.getMethod());
    } catch (RuntimeException e) {
      // an unusual request is REST's to answer, not ours to fail
      return null;
    }
  }

  private static @Nullable String match(Deployment deployment, String path, String verb) {
    RequestMapper<InitialMatch> classes = new RequestMapper<>(deployment.getClassMappers());
    RequestMatch<InitialMatch> candidate = classes.map(path);
    while (candidate != null) {
      String method = methodPath(candidate, verb);
      if (method != null) {
        return RouteTemplates.join(deployment.getPrefix(), candidate.template.template, method);
      }
      candidate = classes.continueMatching(path, candidate);
    }
    return null;
  }

  private static @Nullable String methodPath(RequestMatch<InitialMatch> match, String verb) {
    if (match.value.handlers.length == 0
        || !(match.value.handlers[0] instanceof ClassRoutingHandler routing)) {
      return null;
    }
    Map<String, RequestMapper<RuntimeResource>> mappers = routing.getMappers();
    String remaining = match.remaining.isEmpty() ? "/" : match.remaining;
    String template = template(mappers.get(verb), remaining);
    if (template == null && (verb.equals("HEAD") || verb.equals("OPTIONS"))) {
      template = template(mappers.get("GET"), remaining);
    }
    // under no verb: methods that locate a sub-resource
    return template == null ? template(mappers.get(null), remaining) : template;
  }

  private static @Nullable String template(
      @Nullable RequestMapper<RuntimeResource> mapper, String path) {
    RequestMatch<RuntimeResource> match = mapper == null ? null : mapper.map(path);
    return match == null ? null : match.template.template;
  }
}
