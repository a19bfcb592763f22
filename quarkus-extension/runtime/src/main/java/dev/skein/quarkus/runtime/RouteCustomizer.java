package dev.skein.quarkus.runtime;

import java.util.List;
import org.jboss.resteasy.reactive.common.model.ResourceClass;
import org.jboss.resteasy.reactive.server.model.HandlerChainCustomizer;
import org.jboss.resteasy.reactive.server.model.ServerResourceMethod;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;
import org.jspecify.annotations.Nullable;

/**
 * Gives every REST method its {@link RouteHandler}, and those that stream a {@link StreamHandler}.
 * Recorded at build time: has no state.
 */
public final class RouteCustomizer implements HandlerChainCustomizer {
  @Override
  public List<ServerRestHandler> handlers(
      Phase phase,
      @Nullable ResourceClass resourceClass,
      @Nullable ServerResourceMethod resourceMethod) {
    if (resourceClass == null || resourceMethod == null) {
      return List.of();
    } else if (phase == Phase.AFTER_METHOD_INVOKE && isStream(resourceMethod.getReturnType())) {
      return List.of(new StreamHandler());
    } else if (phase != Phase.AFTER_MATCH) {
      return List.of();
    }
    String classPath = resourceClass.getPath();
    String methodPath = resourceMethod.getPath();
    return List.of(
        new RouteHandler(
            classPath == null ? "" : classPath,
            methodPath == null ? "" : methodPath,
            resourceMethod.isResourceLocator()));
  }

  private static boolean isStream(@Nullable String returnType) {
    return returnType != null && returnType.contains("io/smallrye/mutiny/Multi");
  }
}
