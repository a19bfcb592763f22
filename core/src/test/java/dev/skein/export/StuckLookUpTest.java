package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A resolver that answers nobody: what it may cost. */
@Timeout(600)
class StuckLookUpTest {
  private static final int THREADS = 4;

  @Test
  void lookUps_holdAFewThreadsAndNoBatch_andNobodyLooksUpForARequestThatIsOver() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    AtomicInteger lookUps = new AtomicInteger();
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::serve)) {
      HttpConnector connector =
          new HttpConnector(server.uri(), Map.of(), Duration.ofMinutes(5), null) {
            @Override
            InetAddress[] addresses(String name) throws IOException {
              lookUps.incrementAndGet();
              try {
                stuck.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return super.addresses(name);
            }
          };
      SocketSender sender = new SocketSender(connector, false, Duration.ofMillis(300), 1 << 16);
      do {
        assertGivenUp(sender);
      } while (lookUps.get() < THREADS); // so slow that some were over before their look-up
      assertGivenUp(sender);
      stuck.countDown();
      sender.close();
      // Its threads look at what waited behind the others, and end.
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("skein-exporter-http")) {
          thread.join();
        }
      }
      assertThat(lookUps.get()).isEqualTo(THREADS);
      assertThat(server.connections).isEmpty();
    }
  }

  /** Sends more requests than there are threads; each ends with its time, and keeps nothing. */
  private static void assertGivenUp(SocketSender sender) {
    List<HttpExchange> exchanges = new ArrayList<>();
    for (int i = 0; i < 2 * THREADS; i++) {
      exchanges.add((HttpExchange) sender.send(Batches.of(TestSpan.of(i))));
    }
    for (HttpExchange exchange : exchanges) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(exchange::get)
          .withMessageContaining("no complete reply within 300 ms");
      assertThatExceptionOfType(IOException.class).isThrownBy(exchange::batch);
    }
  }
}
