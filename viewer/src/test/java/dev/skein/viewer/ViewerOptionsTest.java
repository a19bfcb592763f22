package dev.skein.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ViewerOptionsTest {
  private static final int MIB = 1024 * 1024;

  @Test
  void defaults_areThoseOfTheStandards() {
    ViewerOptions options = ViewerOptions.builder().build();

    assertThat(options.port()).isEqualTo(4318);
    assertThat(options.zipkinPort()).isEqualTo(9411);
    assertThat(options.host()).isEqualTo("localhost");
    assertThat(options.allowedHosts()).isEmpty();
    assertThat(options.maxBodyBytes()).isEqualTo(16 * MIB);
    assertThat(options.importLimit()).isEqualTo(64 * MIB);
    assertThat(options.maxSpans()).isEqualTo(500_000);
    assertThat(options.maxBytes())
        .isEqualTo(Math.min(256L * MIB, Runtime.getRuntime().maxMemory() / 2));
    assertThat(options.dataDirectory()).isNull();
  }

  @Test
  void everything_canBeSet() {
    ViewerOptions options =
        ViewerOptions.builder()
            .port(0)
            .withoutZipkin()
            .host("::1")
            .allowHost("build.example")
            .allowHost("other.example")
            .maxBodyBytes(1)
            .importLimit(2)
            .maxSpans(3)
            .maxBytes(4L * MIB)
            .dataDirectory(Path.of("data"))
            .build();

    assertThat(options.port()).isZero();
    assertThat(options.zipkinPort()).isEqualTo(-1);
    assertThat(options.host()).isEqualTo("::1");
    assertThat(options.allowedHosts()).containsExactlyInAnyOrder("build.example", "other.example");
    assertThat(options.maxBodyBytes()).isEqualTo(1);
    assertThat(options.importLimit()).isEqualTo(2);
    assertThat(options.maxSpans()).isEqualTo(3);
    assertThat(options.maxBytes()).isEqualTo(4L * MIB);
    assertThat(options.dataDirectory()).isEqualTo(Path.of("data"));
  }

  @Test
  void whatCannotBeUsed_isRefused() {
    refused(builder -> builder.port(-1), "port");
    refused(builder -> builder.port(65_536), "port");
    refused(builder -> builder.zipkinPort(-1), "Zipkin port");
    refused(builder -> builder.host(" "), "host");
    refused(builder -> builder.allowHost(""), "host");
    refused(builder -> builder.allowHost("http://build.example"), "name");
    refused(builder -> builder.allowHost("*.example"), "name");
    refused(builder -> builder.maxBodyBytes(0), "byte");
    refused(builder -> builder.importLimit(0), "byte");
    refused(builder -> builder.maxSpans(0), "span");
    refused(builder -> builder.maxSpans(1_000_000_000), "spans");
    refused(builder -> builder.maxBytes(1), "MiB");
  }

  private static void refused(Consumer<ViewerOptions.Builder> setting, String words) {
    assertThatThrownBy(() -> setting.accept(ViewerOptions.builder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
