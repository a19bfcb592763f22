package dev.skein.benchmarks.http;

import dev.skein.benchmarks.Figure;
import dev.skein.benchmarks.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which versions were measured: those of the jars that the applications ran with. */
final class Versions {
  private Versions() {}

  /** Adds the versions of a framework, its peer, and the peer's SDK. */
  static void add(Results results, String suite, Options options, Framework framework)
      throws IOException {
    List<Path> jars = new Layout(options.http(), framework, Variant.PEER).libraries();
    for (String artifact : artifacts(framework)) {
      results.add(Figure.text(suite, framework.id(), artifact, version(jars, artifact)));
    }
  }

  private static List<String> artifacts(Framework framework) {
    return switch (framework) {
      case VERTX -> List.of("vertx-web", "vertx-opentelemetry", "opentelemetry-sdk");
      case QUARKUS -> List.of("quarkus-rest", "quarkus-opentelemetry", "opentelemetry-sdk");
      case MICRONAUT ->
          List.of(
              "micronaut-http-server-netty",
              "micronaut-tracing-opentelemetry-http",
              "opentelemetry-sdk");
    };
  }

  /** The version in a jar's name, which may begin with the artifact's group. */
  private static String version(List<Path> jars, String artifact) throws IOException {
    Pattern name = Pattern.compile("(?:.*\\.)?" + artifact + "-(\\d[^-]*)\\.jar");
    for (Path jar : jars) {
      Matcher matcher = name.matcher(jar.getFileName().toString());
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    throw new IOException("no " + artifact + " among " + jars);
  }
}
