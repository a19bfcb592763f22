package dev.skein.export;

import static dev.skein.export.ScriptedServer.OK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class SocketSenderTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final SpanBatch BATCH = Batches.of(TestSpan.of(1), TestSpan.of(2));

  private final List<SocketSender> senders = new ArrayList<>();

  @AfterEach
  void closeAll() {
    senders.forEach(SocketSender::close);
  }

  @Test
  void requests_areSentAsTheyAre() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::serve)) {
      SocketSender sender = sender(server.uri().resolve("/a%20b/\u00fc?k=v"), LONG);
      SpanBatch large = batch(3_000_000);
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      assertThat(sender.send(large).get().status).isEqualTo(200);
      assertThat(server.heads.get(0))
          .isEqualTo(
              "POST /a%20b/%C3%BC?k=v HTTP/1.1\r\nHost: localhost:"
                  + server.port()
                  + "\r\nX-Test: y\r\nContent-Length: "
                  + BATCH.sizeInBytes()
                  + "\r\n\r\n");
      assertThat(server.bodies).containsExactly(BATCH.toByteArray(), large.toByteArray());
      assertThat(server.connections).hasSize(1);
    }
  }

  @Test
  void manyAtOnce_areSpreadOverAFewConnections() throws Exception {
    CountDownLatch all = new CountDownLatch(4);
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.request();
              all.countDown();
              all.await();
              peer.say(OK);
              peer.serve();
            })) {
      SocketSender sender = sender(server.uri(), LONG);
      List<CompletableFuture<HttpReply>> replies = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        replies.add(sender.send(BATCH));
      }
      for (CompletableFuture<HttpReply> reply : replies) {
        assertThat(reply.get().status).isEqualTo(200);
      }
      assertThat(server.connections).hasSize(4);
    }
  }

  @Test
  void keptConnectionThatTheServerClosed_isReplacedSilently() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(SocketSenderTest::answerOnce, ScriptedServer.Peer::serve)) {
      SocketSender sender = sender(server.uri(), LONG);
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      server.firstEnded.await();
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      assertThat(server.connections).hasSize(2);
    }
  }

  @Test
  void newConnectionThatTheServerCloses_isAFailure() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(ScriptedServer.Peer::request, ScriptedServer.Peer::serve)) {
      SocketSender sender = sender(server.uri(), LONG);
      assertThat(thrownBy(sender.send(BATCH))).hasMessageContaining("without a reply");
      assertThat(server.connections).hasSize(1);
    }
  }

  @Test
  void keptConnectionThatDiesWithTheRequest_isReplacedOnce() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.request();
              peer.say(OK);
              peer.request();
            },
            ScriptedServer.Peer::request,
            ScriptedServer.Peer::serve)) {
      SocketSender sender = sender(server.uri(), LONG);
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      // Stale, and the new one fails, too: that is a failure, not a reason to go on trying.
      assertThat(thrownBy(sender.send(BATCH))).hasMessageContaining("without a reply");
      assertThat(server.bodies).hasSize(3);
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
    }
  }

  @Test
  void keptConnectionThatIsReset_isReplaced() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.request();
              peer.say(OK);
              peer.head();
              peer.socket.setSoLinger(true, 0);
            },
            ScriptedServer.Peer::serve)) {
      SocketSender sender = sender(server.uri(), LONG);
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      SpanBatch large = batch(20_000_000);
      assertThat(sender.send(large).get().status).isEqualTo(200);
      assertThat(server.bodies.get(1)).isEqualTo(large.toByteArray());
    }
  }

  @Test
  void keptConnectionThatBreaksWithinAReply_isNotReplaced() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.request();
              peer.say(OK);
              peer.request();
              peer.say("HTTP/1.1 2");
            })) {
      SocketSender sender = sender(server.uri(), LONG);
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      assertThat(thrownBy(sender.send(BATCH))).hasMessage("the reply broke off");
      assertThat(server.connections).hasSize(1);
    }
  }

  @Test
  void requestTimeoutOnAKeptConnection_meansThatItWasTooOld() throws Exception {
    String timeout = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.request();
              peer.say(OK);
              peer.request();
              peer.say(timeout);
            },
            ScriptedServer.Peer::serve)) {
      SocketSender sender = sender(server.uri(), LONG);
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      assertThat(server.connections).hasSize(2);
    }
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.request();
              peer.say(timeout);
            })) {
      assertThat(sender(server.uri(), LONG).send(BATCH).get().status).isEqualTo(408);
    }
  }

  @Test
  void bytesThatNobodyAskedFor_areNotTakenForAReply() throws Exception {
    CountDownLatch said = new CountDownLatch(1);
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.request();
              peer.say(OK);
              // Not in one packet with the reply, where it would be seen at once.
              said.await();
              peer.say("HTTP/1.1 500 Not asked\r\nContent-Length: 0\r\n\r\n");
              // Closing waits until the client's side has it.
              peer.socket.setSoLinger(true, 20);
            },
            ScriptedServer.Peer::serve)) {
      SocketSender sender = sender(server.uri(), LONG);
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      said.countDown();
      server.firstEnded.await();
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      assertThat(server.connections).hasSize(2);
    }
  }

  @Test
  void connectionThatIsToBeClosed_isNotUsedAgain() throws Exception {
    for (String reply :
        new String[] {
          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(70_000)
        }) {
      try (ScriptedServer server =
          new ScriptedServer(
              peer -> {
                peer.request();
                peer.say(reply);
                peer.awaitEnd();
              })) {
        SocketSender sender = sender(server.uri(), LONG);
        assertThat(sender.send(BATCH).get().status).isEqualTo(200);
        server.firstEnded.await();
        assertThat(sender.send(BATCH).get().status).isEqualTo(200);
        assertThat(server.connections).hasSize(2);
      }
    }
  }

  @Test
  void idleConnection_isClosedBeforeTheServerWould() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.request();
              peer.say("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=2\r\nContent-Length: 0\r\n\r\n");
              peer.awaitEnd();
            })) {
      // How long a request may take is how often the sender looks.
      SocketSender sender = sender(server.uri(), Duration.ofSeconds(3));
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      server.firstEnded.await();
      assertThat(server.failures).isEmpty();
    }
  }

  @Test
  void refusalBeforeTheWholeRequestIsRead_isTheReply() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.head();
              peer.say("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
            })) {
      assertThat(sender(server.uri(), LONG).send(batch(20_000_000)).get().status).isEqualTo(413);
    }
  }

  @Test
  void writeThatBlocks_isEndedByTheTimeout() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.head();
              new CountDownLatch(1).await();
            })) {
      assertThat(thrownBy(sender(server.uri(), SHORT).send(batch(50_000_000))))
          .hasMessage("no complete reply within 200 ms");
      awaitIdleThreads();
    }
  }

  @Test
  void replyThatTrickles_isEndedByTheTimeout() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.request();
              peer.say("HTTP/1.1 200 OK\r\n");
              peer.socket.setSoTimeout(20);
              while (peer.silent()) {
                peer.say("X: y\r\n");
              }
            })) {
      SocketSender sender = sender(server.uri(), SHORT);
      do {
        assertThat(thrownBy(sender.send(BATCH))).hasMessage("no complete reply within 200 ms");
      } while (server.connections.isEmpty()); // so slow that its time was over before
      server.firstEnded.await();
      awaitIdleThreads();
    }
  }

  @Test
  void slowNameLookUp_isEndedByTheTimeout() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::serve)) {
      SocketSender sender = sender(slowAtFirst(server.uri(), asked, slow), SHORT);
      do {
        assertThat(thrownBy(sender.send(BATCH))).hasMessage("no complete reply within 200 ms");
      } while (asked.getCount() > 0); // so slow that its time was over before
      slow.countDown();
      awaitIdleThreads();
      assertThat(server.connections).isEmpty();
    }
  }

  @Test
  void slowNameLookUp_delaysNobodyElse() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::serve)) {
      SocketSender sender = sender(slowAtFirst(server.uri(), asked, slow), LONG);
      CompletableFuture<HttpReply> first = sender.send(BATCH);
      asked.await();
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      assertThat(first).isNotDone();
      slow.countDown();
      assertThat(first.get().status).isEqualTo(200);
    }
  }

  /** A way to the server whose first look-up takes until it is told to end. */
  private static HttpConnector slowAtFirst(URI uri, CountDownLatch asked, CountDownLatch slow) {
    return new HttpConnector(uri, Map.of(), LONG, null) {
      @Override
      InetAddress[] addresses(String name) throws IOException {
        if (asked.getCount() > 0) {
          asked.countDown();
          awaitQuietly(slow);
        }
        return super.addresses(name);
      }
    };
  }

  @Test
  void allAddressesOfAName_areTried() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::serve)) {
      HttpConnector connector =
          connector(server.uri(), "127.0.0.2", "127.0.0.3", "127.0.0.1", "127.0.0.4");
      assertThat(sender(connector, LONG).send(BATCH).get().status).isEqualTo(200);
    }
  }

  @Test
  void connecting_takesNoLongerThanItsTimeoutForAllAddressesTogether() throws Exception {
    // With a full backlog, a connection is neither taken nor refused.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> fill = new ArrayList<>();
      try {
        while (fill.size() < 50) {
          Socket socket = new Socket();
          fill.add(socket);
          socket.connect(full.getLocalSocketAddress(), 100);
        }
      } catch (SocketTimeoutException nowFull) {
        // As it should be.
      }
      URI uri = URI.create("http://localhost:" + full.getLocalPort());
      HttpConnector connector = connector(uri, "127.0.0.1", "127.0.0.1", "127.0.0.1");
      long before = System.nanoTime();
      assertThat(thrownBy(sender(connector, LONG).send(BATCH)))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(System.nanoTime() - before)
          .isBetween(TimeUnit.MILLISECONDS.toNanos(290), TimeUnit.MINUTES.toNanos(2));
      for (Socket socket : fill) {
        socket.close();
      }
    }
  }

  @Test
  void cancel_closesTheConnectionWhateverItDoes() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.head();
              asked.countDown();
              peer.awaitEnd();
            },
            ScriptedServer.Peer::serve)) {
      SocketSender sender = sender(server.uri(), LONG);
      CompletableFuture<HttpReply> reply = sender.send(BATCH);
      asked.await();
      assertThat(reply.cancel(true)).isTrue();
      assertThat(reply.isCancelled()).isTrue();
      server.firstEnded.await();
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
    }
  }

  @Test
  void cancelAfterTheReply_leavesTheConnectionToTheNextRequest() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::serve)) {
      SocketSender sender = sender(server.uri(), LONG);
      CompletableFuture<HttpReply> reply = sender.send(BATCH);
      reply.get();
      assertThat(reply.cancel(true)).isFalse();
      assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      assertThat(server.connections).hasSize(1);
    }
  }

  @Test
  void close_endsWhatIsInFlightAndTakesNothingMore() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.request();
              asked.countDown();
              peer.awaitEnd();
            })) {
      SocketSender sender = sender(server.uri(), LONG);
      CompletableFuture<HttpReply> reply = sender.send(BATCH);
      asked.await();
      sender.close();
      assertThat(thrownBy(reply)).hasMessageContaining("closed");
      server.firstEnded.await();
      assertThat(thrownBy(sender.send(BATCH))).hasMessageContaining("closed");
    }
  }

  @Test
  void ipv6Literal_isReached() throws Exception {
    InetAddress loopback = InetAddress.getByName("::1");
    try (ScriptedServer server =
        new ScriptedServer(
            ServerSocketFactory.getDefault(), loopback, ScriptedServer.Peer::serve)) {
      URI uri = URI.create("http://[::1]:" + server.port() + "/x");
      assertThat(sender(uri, LONG).send(BATCH).get().status).isEqualTo(200);
      assertThat(server.heads.get(0)).contains("\r\nHost: [::1]:" + server.port() + "\r\n");
    }
  }

  private static void answerOnce(ScriptedServer.Peer peer) throws IOException {
    peer.request();
    peer.say(OK);
  }

  private static HttpConnector connector(URI uri, String... addresses) {
    return new HttpConnector(uri, Map.of(), Duration.ofMillis(300), null) {
      @Override
      InetAddress[] addresses(String name) throws IOException {
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < all.length; i++) {
          all[i] = InetAddress.getByName(addresses[i]);
        }
        return all;
      }
    };
  }

  private SocketSender sender(URI uri, Duration timeout) {
    return sender(new HttpConnector(uri, Map.of("X-Test", "y"), LONG, null), timeout);
  }

  private SocketSender sender(HttpConnector connector, Duration timeout) {
    SocketSender sender = new SocketSender(connector, false, timeout, 64 << 10);
    senders.add(sender);
    return sender;
  }

  /** A batch of about that size, of random bytes, so that it cannot be mixed up with another. */
  private static SpanBatch batch(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return new SpanBatch(new byte[7], new byte[3], List.of(new Chunk(bytes, size, 1, size, null)));
  }

  private static Throwable thrownBy(CompletableFuture<HttpReply> reply) throws Exception {
    try {
      reply.get();
    } catch (ExecutionException e) {
      return e.getCause();
    }
    throw new AssertionError("no failure");
  }

  /** Waits until no thread of a sender is busy any more: none is left behind in a read or write. */
  private static void awaitIdleThreads() {
    while (busyThread()) {
      Thread.onSpinWait();
    }
  }

  private static boolean busyThread() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().equals("skein-exporter-http"))
        .flatMap(thread -> Arrays.stream(thread.getValue()))
        .anyMatch(frame -> frame.getClassName().equals(SocketSender.class.getName()));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
