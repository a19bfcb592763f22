package dev.skein.it.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What Skein adds to an application, seen at the packaged storefront. */
class FootprintIT {
  /** 250,000 for tracing itself, the rest for what RATIONALE.md names. */
  private static final long MAX_CORE_BYTES = 370_000;

  /** It was 10.3 million when the viewer was complete; the promise is 15 million. */
  private static final long MAX_VIEWER_BYTES = 12_000_000;

  private static List<Path> jars() throws IOException {
    Path application = Path.of(System.getProperty("storefront"));
    try (Stream<Path> files = Files.walk(application.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  private static Path core() throws IOException {
    return jars().stream()
        .filter(jar -> jar.getFileName().toString().startsWith("dev.skein.skein-core-"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void quarkusExtension_addsNoJarButSkeins() throws IOException {
    List<String> without =
        Arrays.stream(
                Files.readString(Path.of(System.getProperty("withoutSkein")))
                    .split(File.pathSeparator))
            .map(jar -> Path.of(jar.strip()).getFileName().toString())
            .toList();

    List<String> added =
        jars().stream()
            .map(jar -> jar.getFileName().toString())
            .filter(name -> without.stream().noneMatch(name::endsWith))
            .toList();

    assertThat(without).hasSizeGreaterThan(50);
    assertThat(added)
        .hasSize(3)
        .allMatch(name -> name.startsWith("dev.skein."))
        .anyMatch(name -> name.startsWith("dev.skein.quarkus-skein-"))
        .anyMatch(name -> name.startsWith("dev.skein.skein-core-"))
        .anyMatch(name -> name.startsWith("dev.skein.skein-vertx-"));
  }

  @Test
  void core_isSmall() throws IOException {
    assertThat(Files.size(core())).isLessThan(MAX_CORE_BYTES);
  }

  @Test
  void core_holdsNothingButSkein() throws IOException {
    try (JarFile jar = new JarFile(core().toFile())) {
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
          .hasSizeGreaterThan(100)
          .allMatch(name -> name.startsWith("dev/skein/") || name.equals("META-INF/MANIFEST.MF"));
    }
  }

  @Test
  void viewer_isOneSmallJarThatRuns() throws IOException {
    Path viewer = Path.of(System.getProperty("viewer"));

    assertThat(Files.size(viewer)).isLessThan(MAX_VIEWER_BYTES);
    try (JarFile jar = new JarFile(viewer.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("dev.skein.viewer.terminal.Main");
      assertThat(jar.stream().map(ZipEntry::getName))
          .contains("dev/skein/viewer/page/index.html")
          .noneMatch(name -> name.contains("/development/") || name.endsWith(".map"));
    }
  }
}
