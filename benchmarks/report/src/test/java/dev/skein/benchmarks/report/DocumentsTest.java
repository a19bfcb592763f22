package dev.skein.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say about performance was measured, not typed. */
class DocumentsTest {
  private static final Path ROOT = Path.of(System.getProperty("root"));
  private static final Path DOCS = ROOT.resolve("docs");

  /** A time of less than a millisecond, a size or a rate of spans or requests, a comparison. */
  private static final Pattern PERFORMANCE =
      Pattern.compile(
          "\\d\\s*(ns|µs|us|microseconds|nanoseconds)\\b"
              + "|\\d\\s*B(ytes)?\\s*(/|per|a)\\s*(span|hop|request)"
              + "|\\d\\s*[kKM]?\\s*(spans|requests)\\s*(/|per|a)\\s*s"
              + "|\\d\\s*(times|x)\\s+(faster|cheaper|less|smaller|the)");

  @ParameterizedTest
  @MethodSource("written")
  void document_isWhatTheWriterMakesOfTheRawFigures(String name) throws IOException {
    Path raw = DOCS.resolve(Page.RAW);

    assertThat(raw).exists();
    assertThat(DOCS.resolve(name))
        .hasContent(Documents.of(Results.read(raw)).getOrDefault(name, ""));
  }

  static List<String> written() {
    return List.of("performance.md", Page.HTTP_CHART, Page.GROWTH_CHART);
  }

  @ParameterizedTest
  @MethodSource("typed")
  void document_thatIsTyped_hasNoFigureAboutPerformance(Path document) throws IOException {
    assertThat(Files.readString(document)).doesNotContainPattern(PERFORMANCE);
  }

  /** What users read. RATIONALE.md is left out: it says why, with the figures of its day. */
  static List<Path> typed() throws IOException {
    try (Stream<Path> docs = Files.walk(DOCS)) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.endsWith("performance.md"))
          // its figures are those that its tests have left
          .filter(file -> !file.endsWith("reliability.md"))
          .toList();
    }
  }

  @Test
  void pattern_findsWhatItIsFor() {
    assertThat(
            List.of(
                "a span takes 260 ns",
                "172 B per span",
                "2.8 M spans/s",
                "adds 3 µs",
                "6 times cheaper"))
        .allMatch(text -> PERFORMANCE.matcher(text).find());
    assertThat("buy 185.9 ms, 10 spans, 4 services; JDK 17").doesNotContainPattern(PERFORMANCE);
  }
}
