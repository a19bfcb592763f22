package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.SpanData;
import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.Trace;
import io.quarkus.test.QuarkusDevModeTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Dev mode with a backend that hangs: each reload waits no longer than it may, leaves nothing of
 * the application before in memory, and its spans to the next one.
 */
class ReloadTest {
  private static final int RELOADS = Figure.count(5, 50);
  private static final int COLLECTIONS = 600;
  private static final Duration COLLECTION_WAIT = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String PROPERTIES = "application.properties";
  private static final Queue<Object> GENERATIONS = new ConcurrentLinkedQueue<>();
  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static final ServerSocket HANGING = hanging();
  private static final String NOWHERE = "http://127.0.0.1:" + HANGING.getLocalPort();
  private static final URI BASE = URI.create("http://localhost:" + Http.unusedPort());

  private static Path spool;

  @RegisterExtension
  static final QuarkusDevModeTest APPLICATION =
      new QuarkusDevModeTest()
          .withApplicationRoot(
              jar ->
                  jar.addClass(GenerationResource.class)
                      .addAsResource(new StringAsset(properties()), PROPERTIES));

  private static String properties() {
    try {
      spool = Files.createTempDirectory("spool");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join(
        "\n",
        "quarkus.http.port=" + BASE.getPort(),
        "quarkus.skein.endpoint=" + NOWHERE,
        "quarkus.skein.export-delay=10ms",
        "quarkus.skein.timeout=10m",
        "quarkus.skein.export-timeout=10m",
        "quarkus.skein.shutdown-timeout=100ms",
        "quarkus.skein.spool.directory=" + spool,
        "quarkus.skein.service-name=generation-0-");
  }

  /** Takes connections, and that is all. */
  private static ServerSocket hanging() {
    try {
      return new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void close() throws IOException {
    System.getProperties().remove(GenerationResource.QUEUE);
    HANGING.close();
    RECEIVER.close();
  }

  @Test
  void reloads_whileTheBackendHangs_leaveNothingInMemoryAndTheirSpansToTheNext() {
    System.getProperties().put(GenerationResource.QUEUE, GENERATIONS);
    List<WeakReference<?>> mustGo = new ArrayList<>();

    reload(0, mustGo);
    // Quarkus keeps the class loader of the very first start, also when Skein is disabled: the
    // Vertx that stays was made under it, and its vertx-blocked-thread-checker refers to it
    mustGo.remove(1);
    for (int i = 1; i < RELOADS; i++) {
      reload(i, mustGo);
    }
    APPLICATION.modifyResourceFile(
        PROPERTIES, s -> s.replace(NOWHERE, RECEIVER.endpoint().toString()));
    assertThat(Http.get(BASE, "/generation").body()).isEqualTo("ok");

    RECEIVER.awaitSpans(RELOADS + 1, TIMEOUT);
    GENERATIONS.clear();
    List<Object> left = left(mustGo);
    Figure.report(
        "quarkus-reloads",
        "Quarkus reloaded in dev mode while the backend hangs, with a spool",
        "%d times, %d of %d spans delivered by a later start, %d Skeins or class loaders left"
            .formatted(RELOADS, RECEIVER.spans().size() - 1, RELOADS, left.size()));

    assertThat(RECEIVER.spans())
        .extracting(SpanData::name)
        .hasSize(RELOADS + 1)
        .containsOnly("GET /generation");
    assertThat(RECEIVER.spans()).extracting(Trace::service).doesNotHaveDuplicates();
    assertThat(OwnThreads.left(OwnThreads::areOfOneSkein)).matches(OwnThreads::areOfOneSkein);
    assertThat(left).isEmpty();
  }

  private static void reload(int generation, List<WeakReference<?>> mustGo) {
    assertThat(Http.get(BASE, "/generation").body()).isEqualTo("ok");
    Supplier<Map<String, Object>> health = generation(mustGo);
    APPLICATION.modifyResourceFile(
        PROPERTIES,
        s -> s.replace("generation-" + generation + "-", "generation-" + (generation + 1) + "-"));
    // reloads, and is no request of the application
    Http.get(BASE, "/q/arc/beans");
    assertAccounted(health.get());
  }

  @SuppressWarnings("unchecked") // the resource has put it there
  private static Supplier<Map<String, Object>> generation(List<WeakReference<?>> mustGo) {
    mustGo.add((WeakReference<?>) GENERATIONS.remove());
    mustGo.add((WeakReference<?>) GENERATIONS.remove());
    return (Supplier<Map<String, Object>>) GENERATIONS.remove();
  }

  /** Closed: nothing lives, and what nobody took is in the spool. */
  private static void assertAccounted(Map<String, Object> health) {
    assertThat(health)
        .containsEntry("started", 1L)
        .containsEntry("live", 0L)
        .containsEntry("exported", 0L)
        .containsEntry("dropped", Map.of())
        .containsEntry("pending", 1L);
  }

  private static List<Object> left(List<WeakReference<?>> references) {
    List<Object> left = List.of();
    for (int i = 0; i < COLLECTIONS; i++) {
      left = List.of();
      System.gc();
      left = references.stream().<Object>map(WeakReference::get).filter(Objects::nonNull).toList();
      if (left.isEmpty()) {
        return left;
      }
      // what threads of the framework still hold is on their way
      LockSupport.parkNanos(COLLECTION_WAIT.toNanos());
    }
    return left;
  }
}
