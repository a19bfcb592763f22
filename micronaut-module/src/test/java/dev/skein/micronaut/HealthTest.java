package dev.skein.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skein.Skein;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the health endpoint says. */
class HealthTest {
  private static final Map<String, Object> DETAILS =
      Map.of("endpoints.health.details-visible", "ANONYMOUS");

  private static JsonNode health(App app) throws Exception {
    return new ObjectMapper().readTree(app.get("/health").body());
  }

  @Test
  void healthEndpoint_tellsWhatBecameOfTheSpans() throws Exception {
    try (App app = App.start(DETAILS)) {
      app.get("/items");
      app.spans(1);

      JsonNode skein = health(app).at("/details/skein");
      assertThat(skein.get("status").asText()).isEqualTo("UP");
      assertThat(skein.at("/details/endpoint").asText()).isEqualTo("test recorder");
      assertThat(skein.at("/details/reachable").asBoolean()).isTrue();
      assertThat(skein.at("/details/exported").asLong()).isEqualTo(1);
      assertThat(skein.at("/details/started").asLong()).isEqualTo(2);
      assertThat(skein.at("/details/live").asLong()).isEqualTo(1);
      assertThat(skein.at("/details/status").asText()).isEqualTo("UP");
      assertThat(skein.at("/details/spool").isMissingNode()).isTrue();
    }
  }

  @Test
  void healthEndpoint_tellsWhatIsInTheSpool(@TempDir Path directory) throws Exception {
    Map<String, Object> properties = new HashMap<>(DETAILS);
    properties.put("micronaut.server.port", -1);
    properties.put("skein.spool.directory", directory.toString());
    properties.put("skein.shutdown-timeout", "1ms");
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      EmbeddedServer server = context.getBean(EmbeddedServer.class).start();

      JsonNode spool = health(server).at("/details/skein/details/spool");

      assertThat(spool.get("directory").asText()).contains(directory.getFileName().toString());
      assertThat(spool.get("limitBytes").asLong()).isEqualTo(256L << 20);
      assertThat(spool.get("recovered").asLong()).isZero();
    }
  }

  private static JsonNode health(EmbeddedServer server) throws Exception {
    URI uri = URI.create("http://localhost:" + server.getPort() + "/health");
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(response.body());
  }

  @Test
  void healthIndicator_canBeTurnedOff() throws Exception {
    Map<String, Object> properties = new HashMap<>(DETAILS);
    properties.put("endpoints.health.skein.enabled", "false");
    try (App app = App.start(properties)) {
      assertThat(health(app).at("/details/skein").isMissingNode()).isTrue();
    }
  }

  @Test
  void unreachableEndpoint_isUpUnlessAskedOtherwise() throws Exception {
    assertThat(statusWhileUnreachable(Map.of())).isEqualTo("UP");
    assertThat(statusWhileUnreachable(Map.of("skein.health.require-endpoint", "true")))
        .isEqualTo("DOWN");
  }

  private static String statusWhileUnreachable(Map<String, Object> more) throws Exception {
    Map<String, Object> properties = new HashMap<>(DETAILS);
    properties.put("micronaut.server.port", -1);
    properties.put("skein.export-delay", "1ms");
    properties.put("skein.shutdown-timeout", "1ms");
    properties.putAll(more);
    try (ClosedPort closed = new ClosedPort()) {
      properties.put("skein.endpoint", "http://localhost:" + closed.number());
      try (ApplicationContext context = ApplicationContext.run(properties)) {
        EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
        Skein skein = context.getBean(Skein.class);
        skein.tracer().startSpan("work").end();
        flushInVain(skein);
        return health(server).at("/details/skein/status").asText();
      }
    }
  }

  /** Until an attempt has failed; each flush makes one. */
  private static void flushInVain(Skein skein) {
    long deadline = System.nanoTime() + App.LONG.toNanos();
    while (skein.health().reachable()) {
      assertThat(System.nanoTime()).as("an attempt fails in the end").isLessThan(deadline);
      skein.flush(Duration.ofMillis(100));
    }
  }
}
