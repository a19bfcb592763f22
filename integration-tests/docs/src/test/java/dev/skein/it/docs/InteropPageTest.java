package dev.skein.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.ExporterKind;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.interop.B3Propagator;
import dev.skein.interop.ZipkinSpanExporter;
import dev.skein.propagation.Propagator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What docs/interop.md shows is compiled and run. */
class InteropPageTest {
  private static final Path ROOT = Path.of(System.getProperty("root"));
  private static final String PAGE = "docs/interop.md";

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(ROOT.resolve(file));
  }

  @Test
  void code_standsInAFileThatIsCompiledOrRun() throws IOException {
    List<CodeBlock> blocks =
        CodeBlock.in(lines(PAGE)).stream().filter(block -> !block.language().equals("sh")).toList();

    assertThat(blocks).extracting(CodeBlock::language).containsExactly("xml", "properties", "java");
    for (CodeBlock block : blocks) {
      String source = block.source().orElseThrow();
      assertThat(block.standsIn(lines(source)))
          .as("%s line %d stands in %s", PAGE, block.line(), source)
          .isTrue();
    }
  }

  @Test
  void properties_areUnderstood() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = InteropPageTest.class.getResourceAsStream("/interop.properties")) {
      properties.load(in);
    }

    SkeinOptions options = SkeinOptions.load(name -> properties.getProperty("skein." + name));

    assertThat(options.problems()).isEmpty();
    assertThat(options.exporter()).isEqualTo(ExporterKind.ZIPKIN);
    assertThat(options.zipkinEndpoint().getHost()).isEqualTo("zipkin");
    assertThat(options.propagator().fields())
        .containsExactly("b3", "traceparent", "tracestate", "baggage");
  }

  @Test
  void propagatorAndExporter_areGivenInCode() {
    URI zipkin = URI.create("http://localhost:9411/api/v2/spans");
    Skein skein =
        Skein.builder()
            .propagator(Propagator.composite(List.of(B3Propagator.multi(), Propagator.w3c())))
            .exporter(ZipkinSpanExporter.builder(zipkin).gzip(true).build())
            .build();

    assertThat(skein.propagator().fields()).contains("x-b3-traceid", "traceparent", "baggage");
    assertThat(skein.health().endpoint()).isEqualTo(zipkin.toString());
    skein.close();
  }
}
