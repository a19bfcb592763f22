package dev.skein.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.export.Health;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An application that is started, used and closed again and again, while its backend hangs. Its
 * context is not looked for: Micronaut itself keeps it, in static fields of bean definitions.
 */
@Timeout(900)
class RestartTest {
  private static final int CYCLES = Figure.count(20, 200);

  /** Each waits up to 100 ms for what threads of the framework still hold that are on their way. */
  private static final int COLLECTIONS = 600;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final Set<Reference<?>> mustGo = new HashSet<>();

  @Test
  void application_closedWhileTheBackendHangs_leavesNoThreadAndNoSkein() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    List<String> threads = new ArrayList<>();
    long dropped = 0;
    for (int i = 0; i < CYCLES; i++) {
      dropped += cycle();
      threads.addAll(left(before));
    }
    collect();
    Figure.report(
        "micronaut-restarts",
        "Micronaut started, asked and closed while the backend hangs",
        "%d times, %d spans dropped and counted, %d threads and %d Skeins left"
            .formatted(CYCLES, dropped, threads.size(), mustGo.size()));

    assertThat(dropped).isEqualTo(CYCLES);
    assertThat(threads).isEmpty();
    assertThat(mustGo).as("Skeins that are still there").isEmpty();
  }

  /** The spans that were dropped. */
  private long cycle() throws Exception {
    try (ServerSocket backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      backend.setSoTimeout(60_000);
      ApplicationContext context = start("http://127.0.0.1:" + backend.getLocalPort());
      Skein skein = context.getBean(Skein.class);
      mustGo.add(new WeakReference<>(skein, collected));
      assertThat(get(context.getBean(EmbeddedServer.class).start())).isEqualTo("all");
      try (Socket hanging = backend.accept()) {
        hanging.setSoTimeout(60_000);
        // the span has ended and is being sent
        assertThat(hanging.getInputStream().read()).isEqualTo('P');
        context.close();
        // to the end: the connection has been let go
        assertThat(hanging.getInputStream().readAllBytes()).isNotEmpty();
      }
      return dropped(skein.health());
    }
  }

  private static ApplicationContext start(String endpoint) {
    return ApplicationContext.run(
        Map.of(
            "micronaut.server.port", -1,
            "skein.endpoint", endpoint,
            "skein.export-delay", "1ms",
            "skein.timeout", "10m",
            "skein.export-timeout", "10m",
            "skein.shutdown-timeout", "1ms"));
  }

  private String get(EmbeddedServer server) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.getURI().resolve("/items")).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private static long dropped(Health health) {
    assertThat(health.pending()).isZero();
    assertThat(health.live()).isZero();
    Map<String, Long> dropped = health.dropped();
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Threads of ours that do not come to their end. */
  private static List<String> left(Set<Thread> before) throws InterruptedException {
    List<String> left = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("skein") && !before.contains(thread)) {
        thread.join(60_000);
        if (thread.isAlive()) {
          left.add(thread.getName());
        }
      }
    }
    return left;
  }

  private void collect() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS && !mustGo.isEmpty(); i++) {
      System.gc();
      for (Object gone = collected.remove(100); gone != null; gone = collected.poll()) {
        mustGo.remove(gone);
      }
    }
  }
}
