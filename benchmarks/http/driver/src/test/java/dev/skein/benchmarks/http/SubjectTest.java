package dev.skein.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SubjectTest {
  @Test
  void subject_ofCheckout_takesItsClasses() {
    Subject subject = Subject.parse("skein@/somewhere/else");

    assertThat(subject.variant()).isEqualTo(Variant.SKEIN);
    assertThat(subject.checkout()).isEqualTo(Path.of("/somewhere/else"));
  }

  @Test
  void subject_tuned_hasQueueForEverySpan() {
    assertThat(Subject.parse("peer-tuned").environment("http://localhost:1"))
        .containsEntry("OTEL_BSP_MAX_QUEUE_SIZE", "262144")
        .containsEntry("QUARKUS_OTEL_BSP_MAX_QUEUE_SIZE", "262144");
    assertThat(Subject.parse("peer").environment("http://localhost:1"))
        .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1")
        .doesNotContainKey("OTEL_BSP_MAX_QUEUE_SIZE");
  }

  @Test
  void subject_unknown_isRefused() {
    assertThatThrownBy(() -> Subject.parse("brave")).hasMessage("no such subject: brave");
  }

  @Test
  void options_unknown_areRefused() {
    assertThatThrownBy(() -> Options.parse(new String[] {"--fast"})).hasMessage("unknown: --fast");
    assertThatThrownBy(() -> Options.parse(new String[] {"--rounds"}))
        .hasMessage("--rounds needs a value");
  }

  @Test
  void histogram_endsWithItsTotal() throws IOException {
    String histogram =
        """
           1:          3000          96000  [B (java.base@17.0.15)
        Total        123456        7890123
        """;

    assertThat(LiveHeap.parse(histogram)).isEqualTo(7_890_123);
    assertThatThrownBy(() -> LiveHeap.parse("no such process")).isInstanceOf(IOException.class);
  }
}
