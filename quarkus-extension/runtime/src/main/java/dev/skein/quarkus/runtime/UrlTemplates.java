package dev.skein.quarkus.runtime;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The templates of the URLs that REST clients call, by method. Thread-safe. */
final class UrlTemplates {
  private static final String NONE = "";

  private final Map<Method, String> templates = new ConcurrentHashMap<>();

  /** The template, without the path of the base URL; null when it is not known. */
  @Nullable String of(@Nullable Method method) {
    if (method == null) {
      return null;
    }
    String template = templates.computeIfAbsent(method, UrlTemplates::find);
    return template.equals(NONE) ? null : template;
  }

  private static String find(Method method) {
    Class<?> client = method.getDeclaringClass();
    Path classPath = client.getAnnotation(Path.class);
    if (classPath == null && !client.isAnnotationPresent(RegisterRestClient.class)) {
      // may be what another method locates, and the path of that method is not known here
      return NONE;
    }
    Path methodPath = method.getAnnotation(Path.class);
    return RouteTemplates.join(
        classPath == null ? "" : classPath.value(), methodPath == null ? "" : methodPath.value());
  }
}
