package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.Trace;
import io.quarkus.test.QuarkusDevModeTest;
import java.net.URI;
import java.time.Duration;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reloads: the Vertx stays, everything else is made anew, and nothing is left behind. */
class DevModeTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static final URI BASE = URI.create("http://localhost:" + Http.unusedPort());
  private static final String PROPERTIES = "application.properties";

  @RegisterExtension
  static final QuarkusDevModeTest APPLICATION =
      new QuarkusDevModeTest()
          .withApplicationRoot(
              jar ->
                  jar.addClass(ReloadedResource.class)
                      .addAsResource(
                          new StringAsset(
                              String.join(
                                  "\n",
                                  "quarkus.http.port=" + BASE.getPort(),
                                  "quarkus.skein.endpoint=" + RECEIVER.endpoint(),
                                  "quarkus.skein.export-delay=10ms",
                                  "quarkus.skein.service-name=before",
                                  "quarkus.skein.enabled=false")),
                          PROPERTIES));

  @AfterAll
  static void close() {
    RECEIVER.close();
  }

  @Test
  void reload_tracesOnWithNewNamesAndLeavesNothing() {
    assertThat(Http.get(BASE, "/first").body()).isEqualTo("leaf");
    assertThat(RECEIVER.spans()).isEmpty();

    APPLICATION.modifyResourceFile(PROPERTIES, s -> s.replace("enabled=false", "enabled=true"));
    assertTraced("/first", "before");

    APPLICATION.modifySourceFile(ReloadedResource.class, s -> s.replace("/first", "/second"));
    assertTraced("/second", "before");
    APPLICATION.modifyResourceFile(PROPERTIES, s -> s.replace("name=before", "name=after"));
    assertTraced("/second", "after");

    assertThat(OwnThreads.left(OwnThreads::areOfOneSkein)).matches(OwnThreads::areOfOneSkein);
    assertThat(Http.get(BASE, "/first").statusCode()).isEqualTo(404);
  }

  private static void assertTraced(String path, String service) {
    RECEIVER.reset();

    assertThat(Http.get(BASE, path).body()).isEqualTo("leaf");

    Trace trace = RECEIVER.awaitTrace(t -> t.isComplete() && t.spans().size() >= 4, TIMEOUT);
    assertThat(trace)
        .hasSpanNames("GET " + path, "inside", "GET", "GET " + path + "/leaf")
        .hasServices(service)
        .root()
        .hasName("GET " + path);
  }
}
