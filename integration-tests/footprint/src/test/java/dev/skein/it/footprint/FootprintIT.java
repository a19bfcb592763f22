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
}
