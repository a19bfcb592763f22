package dev.skein.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.viewer.Viewer;
import dev.skein.viewer.ViewerOptions;
import dev.skein.viewer.store.TraceQuery;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of docs/viewer.md. */
class EmbeddedViewerTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private static void packParcel(URI endpoint) {
    SkeinOptions options =
        SkeinOptions.builder()
            .serviceName("warehouse")
            .endpoint(endpoint)
            .timeout(LONG)
            .shutdownTimeout(LONG)
            .build();
    try (Skein skein = Skein.builder().options(options).build()) {
      skein.tracer().startSpan("pack parcel").end();
    }
  }

  @Test
  void viewer_isPartOfAProgram() throws Exception {
    List<String> names = new ArrayList<>();

    ViewerOptions options = ViewerOptions.builder().port(0).withoutZipkin().build();
    try (Viewer viewer = Viewer.start(options)) {
      packParcel(viewer.uri()); // sends its spans there; a browser sees them there
      TraceQuery query = TraceQuery.builder().service("warehouse").build();
      viewer.store().scan(query, trace -> names.add(trace.name(0)));
    }

    assertThat(names).containsExactly("pack parcel");
  }
}
