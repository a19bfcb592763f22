package dev.skein.quarkus.deployment;

import dev.skein.quarkus.runtime.UntracedPathsRecorder;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.vertx.http.deployment.spi.FrameworkEndpointsBuildItem;
import io.quarkus.vertx.http.deployment.spi.StaticResourcesBuildItem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Finds the paths that are left out unless the user wants them. */
final class UntracedPaths {

  @BuildStep
  @Record(ExecutionTime.STATIC_INIT)
  void untracedPaths(
      Optional<FrameworkEndpointsBuildItem> endpoints,
      Optional<StaticResourcesBuildItem> resources,
      UntracedPathsRecorder recorder) {
    Config config = ConfigProvider.getConfig();
    recorder.keep(
        framework(
            config, endpoints.map(FrameworkEndpointsBuildItem::getEndpoints).orElse(Set.of())),
        staticResources(
            config, resources.map(StaticResourcesBuildItem::getEntries).orElse(Set.of())));
  }

  /** What is below the non-application root path, and endpoints that are elsewhere. */
  private static List<String> framework(Config config, Set<String> endpoints) {
    Set<String> paths = new TreeSet<>();
    String root = httpRoot(config);
    String relative = text(config, "quarkus.http.non-application-root-path", "q");
    String framework = slashed(relative.startsWith("/") ? relative : root + relative);
    if (!framework.equals(root)) {
      paths.add(framework + '*');
    }
    for (String endpoint : endpoints) {
      String path = path(endpoint);
      if (path != null && (framework.equals(root) || !path.startsWith(framework))) {
        paths.add(path);
      }
    }
    return List.copyOf(paths);
  }

  private static List<String> staticResources(
      Config config, Set<StaticResourcesBuildItem.Entry> entries) {
    Set<String> paths = new TreeSet<>();
    String root = httpRoot(config);
    String prefix = root.substring(0, root.length() - 1);
    for (StaticResourcesBuildItem.Entry entry : entries) {
      String path = entry.isDirectory() ? null : path(encoded(prefix + entry.getPath()));
      if (path != null) {
        paths.add(path);
      }
    }
    return List.copyOf(paths);
  }

  private static String httpRoot(Config config) {
    return slashed(text(config, "quarkus.http.root-path", "/"));
  }

  private static String text(Config config, String key, String otherwise) {
    return config.getOptionalValue(key, String.class).orElse(otherwise);
  }

  /** A path with a slash at both ends. */
  private static String slashed(String path) {
    String start = path.startsWith("/") ? path : "/" + path;
    return start.endsWith("/") ? start : start + "/";
  }

  /** The path of an endpoint, which is a URL on the management interface; null for a pattern. */
  private static @Nullable String path(String endpoint) {
    int scheme = endpoint.indexOf("://");
    int start = endpoint.indexOf('/', scheme < 0 ? 0 : scheme + 3);
    int asterisk = endpoint.indexOf('*');
    boolean usable =
        start >= 0
            && (scheme >= 0 || start == 0)
            && (asterisk < 0 || asterisk == endpoint.length() - 1);
    return usable ? endpoint.substring(start) : null;
  }

  /** A path as browsers send it. */
  private static String encoded(String path) {
    try {
      return new URI(null, null, path, null).getRawPath();
    } catch (URISyntaxException e) {
      return path;
    }
  }
}
