package dev.skein.quarkus.runtime;

import io.quarkus.runtime.annotations.Recorder;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the paths that the build has found to be of no interest. In a recorder of its own that runs
 * first: the routes they come from are made of much that in turn needs the {@code Vertx}, and thus
 * the tracer.
 */
@Recorder
public class UntracedPathsRecorder {
  private static volatile List<String> framework = List.of();
  private static volatile List<String> staticResources = List.of();

  /**
   * Keeps the paths.
   *
   * @param frameworkPaths those of Quarkus' own endpoints
   * @param staticPaths those of static resources
   */
  public void keep(List<String> frameworkPaths, List<String> staticPaths) {
    framework = List.copyOf(frameworkPaths);
    staticResources = List.copyOf(staticPaths);
  }

  /** The paths that the user does not want to be traced. */
  static List<String> excluded(SkeinRuntimeConfig config) {
    List<String> paths = new ArrayList<>();
    if (!config.traceFrameworkEndpoints()) {
      paths.addAll(framework);
    }
    if (!config.traceStaticResources()) {
      paths.addAll(staticResources);
    }
    return paths;
  }
}
