package dev.skein.it.reliability.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An endpoint in this process that answers as it is told, also with what is no answer. */
public final class ScriptedBackend implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(5);

  /** What a request is answered with, and whether its spans are kept. */
  public interface Answer {
    /** Takes the request: its spans are the backend's from here on. */
    Answer TAKEN = new Written(true, head(200, "Content-Type: application/x-protobuf"));

    /** Whether the backend has the spans whatever becomes of the reply. */
    boolean takes();

    /** Writes the reply, or does worse; the connection is closed when it throws. */
    void write(Socket connection, OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * An ordinary reply.
   *
   * @param takes whether the spans are kept
   * @param bytes all of the reply
   */
  public record Written(boolean takes, byte[] bytes) implements Answer {
    @Override
    public void write(Socket connection, OutputStream out) throws IOException {
      out.write(bytes);
    }
  }

  /**
   * A request that came.
   *
   * @param nanoTime when all of it was there
   * @param spans how many it holds
   */
  public record Arrival(long nanoTime, int spans) {}

  private final ServerSocket server;

  /** Guarded by this object's lock, as all below. */
  private final Set<Socket> connections = new HashSet<>();

  private final List<Arrival> arrivals = new ArrayList<>();

  private final List<Received> taken = new ArrayList<>();
  private Answer answer;

  /** What was sent on a connection of an earlier life is of no interest any more. */
  private int life;

  /** Starts one on a free port that gives every request this answer, until it is told another. */
  public ScriptedBackend(Answer answer) throws IOException {
    this.answer = answer;
    this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** The head of a reply without a body, or what comes before one. */
  public static byte[] head(int status, String... headers) {
    return reply(status, new byte[0], headers);
  }

  /** A whole reply. */
  public static byte[] reply(int status, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  /** From the next request on. */
  public synchronized void answer(Answer next) {
    answer = next;
  }

  /**
   * From the next connection on. Those that there are end, with what was sent on them: who sent it
   * may have given it up long before a busy machine gets to read it.
   */
  public void restart(Answer next) throws IOException, InterruptedException {
    // connections are accepted in the order in which they were made
    try (Socket last = new Socket(InetAddress.getLoopbackAddress(), port())) {
      synchronized (this) {
        while (connections.stream().noneMatch(one -> one.getPort() == last.getLocalPort())) {
          wait();
        }
        life++;
        answer = next;
        connections.forEach(Sockets::reset);
        connections.clear();
      }
    }
  }

  /** Where spans are sent to. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port() + "/v1/traces");
  }

  /** Its port on the loopback interface. */
  public int port() {
    return server.getLocalPort();
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "scripted-backend");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        int now = accepted(connection);
        daemon(() -> serve(connection, now));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private synchronized int accepted(Socket connection) {
    connections.add(connection);
    notifyAll();
    return life;
  }

  private synchronized void ended(Socket connection) {
    connections.remove(connection);
  }

  private void serve(Socket connection, int itsLife) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      for (OtlpRequest request = OtlpRequest.read(in);
          request != null;
          request = OtlpRequest.read(in)) {
        Answer now = arrived(request.spanIds(), itsLife);
        now.write(connection, out);
      }
    } catch (IOException e) {
      // The client went away, or the answer was to break the connection.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      ended(connection);
    }
  }

  private synchronized Answer arrived(long[] spanIds, int itsLife) throws IOException {
    if (itsLife != life) {
      throw new IOException("the connection has ended");
    }
    arrivals.add(new Arrival(System.nanoTime(), spanIds.length));
    if (answer.takes()) {
      taken.add(new Received(spanIds, answer == Answer.TAKEN));
    }
    notifyAll();
    return answer;
  }

  /** All requests so far, when there are at least as many as that. */
  public synchronized List<Arrival> awaitArrivals(int count) throws InterruptedException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (arrivals.size() < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(arrivals.size() + " requests came, not " + count);
      }
      wait(left);
    }
    return List.copyOf(arrivals);
  }

  /** Waits until it has at least that many spans, each counted as often as it came. */
  public synchronized void awaitSpans(long count) throws InterruptedException {
    long deadline = System.nanoTime() + LONG.toNanos();
    for (long spans = spansTaken(); spans < count; spans = spansTaken()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(spans + " spans came, not " + count);
      }
      wait(left);
    }
  }

  private long spansTaken() {
    return taken.stream().mapToLong(request -> request.spanIds().length).sum();
  }

  /** All requests so far. */
  public synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /** What it has. */
  public synchronized Deliveries deliveries() {
    return new Deliveries(taken);
  }

  /** Ends all connections at once. */
  @Override
  public synchronized void close() throws IOException {
    server.close();
    connections.forEach(Sockets::reset);
  }
}
