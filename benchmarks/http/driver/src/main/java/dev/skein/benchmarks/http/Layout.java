package dev.skein.benchmarks.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the files of an application are, and which it runs with. */
final class Layout {
  /** Which folder of a checkout a jar of Skein is made of. */
  private static final Map<String, String> MODULES =
      Map.of(
          "skein-core", "core",
          "skein-vertx", "vertx-handler",
          "skein-micronaut", "micronaut-module",
          "quarkus-skein", "quarkus-extension/runtime");

  private final Path target;

  /**
   * @param http the folder {@code benchmarks/http}
   */
  Layout(Path http, Framework framework, Variant variant) {
    this.target = http.resolve(framework.id()).resolve(variant.id()).resolve("target");
  }

  /** Every jar that the application needs, without its own code. */
  List<Path> libraries() throws IOException {
    Path folder = Files.isDirectory(quarkus()) ? quarkus().resolve("lib") : target.resolve("lib");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !file.getFileName().toString().contains("skein-benchmarks"))
          .sorted()
          .toList();
    }
  }

  private Path quarkus() {
    return target.resolve("quarkus-app");
  }

  /** What follows {@code java} and its options. */
  List<String> command(Framework framework, Subject subject, Path scratch) throws IOException {
    if (framework.hasOwnLayout()) {
      Path application = quarkus();
      if (subject.checkout() != null) {
        application = withClassesOf(subject.checkout(), scratch);
      }
      return List.of("-jar", application.resolve("quarkus-run.jar").toString());
    }
    List<Path> classPath = new ArrayList<>();
    for (Path folder : List.of(target, target.resolve("lib"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(classPath::add);
      }
    }
    String joined =
        classPath.stream()
            .map(jar -> classes(jar, subject.checkout()))
            .map(Path::toString)
            .collect(Collectors.joining(":"));
    return List.of("-cp", joined, framework.mainClass(subject.variant()));
  }

  /** The folder that has the jar's classes in another checkout, or the jar itself. */
  private static Path classes(Path jar, @Nullable Path checkout) {
    if (checkout != null) {
      String name = jar.getFileName().toString();
      for (Map.Entry<String, String> module : MODULES.entrySet()) {
        Path folder = checkout.resolve(module.getValue()).resolve("target/classes");
        boolean own =
            name.startsWith(module.getKey()) || name.startsWith("dev.skein." + module.getKey());
        if (own && Files.isDirectory(folder)) {
          return folder;
        }
      }
    }
    return jar;
  }

  /** A copy of the Quarkus application, whose jars of Skein hold other classes. */
  private Path withClassesOf(Path checkout, Path scratch) throws IOException {
    Path copy = scratch.resolve("quarkus-app");
    try (Stream<Path> files = Files.walk(quarkus())) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(quarkus().relativize(file).toString());
        Path from = classes(file, checkout);
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else if (Files.isDirectory(from)) {
          jar(from, to);
        } else {
          Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return copy;
  }

  private static void jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path entry : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
        Files.copy(entry, out);
      }
    }
  }

  /** Removes a folder and what is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
