package dev.skein.it.reliability.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An OTLP/HTTP endpoint in a process of its own, to be killed at any moment: it writes down the ids
 * of a request's spans, and then answers. It ends when its parent does.
 */
final class Backend {
  static final String LISTENING = "listening";
  static final String ANSWERED = "answered";

  private static final int MOST_WORK_MILLIS = 100;

  private static final byte[] TAKEN =
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);

  private final Ledger ledger;
  private final AtomicBoolean first = new AtomicBoolean(true);

  private Backend(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Arguments: the port, and the file of this life's ledger. */
  public static void main(String[] arguments) throws IOException {
    Backend backend = new Backend(Ledger.create(Path.of(arguments[1])));
    try (ServerSocket server =
        ReservedPort.listen(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))) {
      daemon(Backend::endWithParent);
      System.out.println(LISTENING);
      while (true) {
        Socket connection = server.accept();
        daemon(() -> backend.serve(connection));
      }
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  private static void endWithParent() {
    try {
      System.in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      for (OtlpRequest request = OtlpRequest.read(in);
          request != null;
          request = OtlpRequest.read(in)) {
        work();
        int number = ledger.received(request.spanIds());
        work();
        out.write(TAKEN);
        ledger.answered(number);
        if (first.getAndSet(false)) {
          System.out.println(ANSWERED);
        }
      }
    } catch (IOException | InterruptedException e) {
      // The client went away.
    }
  }

  /** A request takes its time, so that kills meet some in flight, before and after they count. */
  private static void work() throws InterruptedException {
    Pause.of(Duration.ofMillis(ThreadLocalRandom.current().nextInt(MOST_WORK_MILLIS)));
  }
}
