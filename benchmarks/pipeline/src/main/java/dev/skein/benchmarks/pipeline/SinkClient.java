package dev.skein.benchmarks.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks a sink for its totals, over one connection. Not thread-safe. */
public final class SinkClient implements AutoCloseable {
  private static final byte[] REQUEST =
      "GET /totals HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(600);
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Socket connection;
  private final byte[] reply = new byte[512];

  /** Connects to a sink. */
  public SinkClient(URI sink) {
    try {
      connection = new Socket(sink.getHost(), sink.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The spans that have arrived. */
  public long spans() {
    String totals = totals();
    return Long.parseLong(totals.substring(0, totals.indexOf(' ')));
  }

  /** The bytes of the requests that have arrived, without their heads. */
  public long bytes() {
    String totals = totals();
    return Long.parseLong(totals.substring(totals.indexOf(' ') + 1, totals.lastIndexOf(' ')));
  }

  private String totals() {
    try {
      connection.getOutputStream().write(REQUEST);
      int read = connection.getInputStream().read(reply); // written by the sink in one piece
      String text = new String(reply, 0, Math.max(read, 0), StandardCharsets.US_ASCII);
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until nothing has arrived for a while. */
  public long settled() {
    long start = System.nanoTime();
    long since = start;
    long spans = spans();
    while (System.nanoTime() - since < QUIET_NANOS && System.nanoTime() - start < MAX_NANOS) {
      LockSupport.parkNanos(POLL_NANOS);
      long now = spans();
      if (now != spans) {
        spans = now;
        since = System.nanoTime();
      }
    }
    return spans;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
