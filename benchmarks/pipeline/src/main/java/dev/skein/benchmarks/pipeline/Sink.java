package dev.skein.benchmarks.pipeline;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server that takes spans and counts them: OTLP at {@code /v1/traces}, Zipkin v2 JSON at {@code
 * /api/v2/spans}, and the totals at {@code /totals}. As cheap as can be, so that it does not take
 * the driver's processor: one thread per connection, plain sockets, lengths only.
 *
 * <p>Run as a program it prints its port and ends when its standard input does, so it never
 * outlives whoever started it.
 */
public final class Sink implements AutoCloseable {
  private static final int MAX_BODY = 64 << 20;
  private static final byte[] OTLP_REPLY =
      reply("200 OK", "Content-Type: application/x-protobuf\r\n", "");
  private static final byte[] ZIPKIN_REPLY = reply("202 Accepted", "", "");
  private static final byte[] NOT_UNDERSTOOD = reply("400 Bad Request", "", "");

  private final ServerSocket server;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong spans = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();

  private Sink(ServerSocket server) {
    this.server = server;
  }

  /** Starts a sink on a free port of the loopback interface. */
  public static Sink start() throws IOException {
    Sink sink = new Sink(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()));
    daemon("sink-accept", sink::accept);
    return sink;
  }

  /** Its root. */
  public URI uri() {
    return URI.create("http://localhost:" + server.getLocalPort() + "/");
  }

  /** The spans received so far. */
  public long spans() {
    return spans.get();
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.add(connection);
        daemon("sink-connection", () -> serve(connection));
      }
    } catch (IOException closed) {
      // the sink is closed
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream(), 1 << 16);
      byte[] body = new byte[1 << 20];
      while (true) {
        String head = head(in);
        int length = contentLength(head);
        if (length > body.length) {
          body = new byte[length];
        }
        if (in.readNBytes(body, 0, length) < length) {
          throw new EOFException();
        }
        connection.getOutputStream().write(handle(head, body, length));
      }
    } catch (IOException gone) {
      // so is its client
    } finally {
      connections.remove(connection);
    }
  }

  private byte[] handle(String head, byte[] body, int length) {
    if (head.startsWith("GET /totals ")) {
      String totals = spans.get() + " " + bytes.get() + " " + requests.get();
      return reply("200 OK", "", totals);
    }
    boolean encoded = head.toLowerCase(Locale.ROOT).contains("\r\ncontent-encoding:");
    if (!encoded && head.startsWith("POST /v1/traces ")) {
      count(OtlpSpans.count(body, length), length);
      return OTLP_REPLY;
    } else if (!encoded && head.startsWith("POST /api/v2/spans ")) {
      count(ZipkinSpans.count(body, length), length);
      return ZIPKIN_REPLY;
    }
    return NOT_UNDERSTOOD;
  }

  private void count(long received, int length) {
    spans.addAndGet(received);
    bytes.addAndGet(length);
    requests.incrementAndGet();
  }

  private static byte[] reply(String status, String header, String body) {
    return ("HTTP/1.1 " + status + "\r\n" + header + "Content-Length: " + body.length())
        .concat("\r\n\r\n" + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Everything up to the empty line. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder(512);
    int ends = 0;
    while (ends < 2) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException();
      }
      head.append((char) c);
      ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
    }
    return head.toString();
  }

  private static int contentLength(String head) throws IOException {
    String lines = head.toLowerCase(Locale.ROOT);
    if (lines.contains("\r\ntransfer-encoding:")) {
      throw new IOException("this sink reads no chunks");
    }
    int name = lines.indexOf("\r\ncontent-length:");
    if (name < 0) {
      return 0;
    }
    int start = name + "\r\ncontent-length:".length();
    int length = Integer.parseInt(lines.substring(start, lines.indexOf('\r', start)).trim());
    if (length < 0 || length > MAX_BODY) {
      throw new IOException(length + " bytes are too much");
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  /** Prints the port and serves until the standard input ends. */
  public static void main(String[] arguments) throws IOException {
    try (Sink sink = start()) {
      System.out.println(sink.uri());
      System.out.flush();
      while (System.in.read() >= 0) {
        // whoever started this lives
      }
    }
  }
}
