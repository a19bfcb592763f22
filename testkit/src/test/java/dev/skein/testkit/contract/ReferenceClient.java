package dev.skein.testkit.contract;

import dev.skein.http.HttpClientSpan;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * As much of an HTTP/1.1 client as the contract asks for, traced attempt by attempt. One call at a
 * time.
 */
final class ReferenceClient implements ClientSubject {
  private final ReferenceClientAdapter adapter;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Connection> kept = new HashMap<>();

  ReferenceClient(ReferenceClientAdapter adapter) {
    this.adapter = adapter;
  }

  private static final class Connection {
    final Socket socket;
    final InputStream in;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }
  }

  /** What a call has come to, so that the clock can end it. */
  private static final class Progress {
    volatile Socket socket = new Socket();
    volatile boolean timedOut;
    volatile boolean cancelled;

    void end() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private record Head(int status, String version, Map<String, String> headers) {}

  @Override
  public CallResult call(ClientCall call) {
    Progress progress = new Progress();
    after(
        call.timeout(),
        () -> {
          progress.timedOut = true;
          progress.end();
        });
    call.givenUp()
        .thenRun(
            () -> {
              progress.cancelled = true;
              progress.end();
            });
    URI url = call.url();
    adapter.asked(call.headers());
    try {
      for (int resend = 0; ; resend++) {
        boolean reused = kept.containsKey(url.getAuthority());
        try {
          CallResult result = attempt(call, url, resend, progress);
          if (result != null) {
            return result;
          }
          url = Objects.requireNonNull(location).isAbsolute() ? location : url.resolve(location);
        } catch (EOFException e) {
          if (!reused) {
            throw e;
          }
        }
      }
    } catch (IOException | CancellationException e) {
      return CallResult.failed(e);
    }
  }

  /** Where the latest redirect leads to. */
  private URI location = URI.create("");

  private void after(Duration delay, Runnable task) {
    if (!delay.isZero()) {
      clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Sends the request once; null when it is to be sent elsewhere. */
  private CallResult attempt(ClientCall call, URI url, int resend, Progress progress)
      throws IOException {
    HttpClientSpan span = adapter.start(call.method(), url, resend);
    Connection connection;
    Head head;
    try {
      connection = connect(url, span);
      progress.socket = connection.socket;
      send(call, url, span, connection.socket.getOutputStream());
      head = head(connection.in, span);
    } catch (IOException e) {
      if (progress.cancelled) {
        CancellationException cancellation = new CancellationException("given up");
        adapter.givenUp(span, cancellation);
        throw cancellation;
      }
      IOException failure = progress.timedOut ? new SocketTimeoutException("timeout") : e;
      adapter.failed(span, failure);
      throw failure;
    }
    adapter.headers(span, head.headers());
    adapter.answered(span, head.status(), head.version());
    long bytes;
    try {
      bytes = body(call.method(), head, connection.in);
    } catch (IOException e) {
      adapter.bodyFailed(span, e);
      throw e instanceof EOFException ? new IOException("the body is cut short") : e;
    }
    adapter.bodyRead(span);
    keep(url, head, connection);
    if (call.followRedirects() && head.headers().containsKey("location")) {
      location = URI.create(head.headers().get("location"));
      return null;
    }
    return CallResult.answered(head.status(), bytes);
  }

  private Connection connect(URI url, HttpClientSpan span) throws IOException {
    Connection idle = kept.remove(url.getAuthority());
    int port = url.getPort() < 0 ? 80 : url.getPort();
    InetAddress address = InetAddress.getByName(url.getHost());
    adapter.peer(span, address, port);
    if (idle != null) {
      return idle;
    }
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(address, port));
    if (url.getScheme().equals("https")) {
      SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      SSLSocket secure = (SSLSocket) factory.createSocket(socket, url.getHost(), port, true);
      secure.startHandshake();
      socket = secure;
    }
    return new Connection(socket);
  }

  private void send(ClientCall call, URI url, HttpClientSpan span, OutputStream out)
      throws IOException {
    List<Map.Entry<String, String>> headers = new ArrayList<>(call.headers());
    headers.add(Map.entry("Host", url.getHost() + ":" + url.getPort()));
    if (!call.body().isEmpty()) {
      headers.add(Map.entry("Content-Length", Integer.toString(call.body().length())));
    }
    adapter.inject(span, headers);
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    StringBuilder text = new StringBuilder(call.method());
    text.append(' ').append(url.getRawPath()).append(query).append(" HTTP/1.1\r\n");
    headers.forEach(
        line -> text.append(line.getKey()).append(": ").append(line.getValue()).append("\r\n"));
    text.append("\r\n").append(call.body());
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Head head(InputStream in, HttpClientSpan span) throws IOException {
    while (true) {
      String[] status = line(in).split(" ", 3);
      if (!status[0].startsWith("HTTP/1.")) {
        throw new ProtocolException("no HTTP");
      }
      Map<String, String> headers = new HashMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      int code = Integer.parseInt(status[1]);
      if (code >= 200) {
        return new Head(code, status[0], headers);
      }
      adapter.interim(span, code);
    }
  }

  private static long body(String method, Head head, InputStream in) throws IOException {
    if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return 0;
    }
    String length = head.headers().get("content-length");
    if (length != null) {
      in.skipNBytes(Long.parseLong(length));
      return Long.parseLong(length);
    }
    if (!head.headers().containsKey("transfer-encoding")) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
    long bytes = 0;
    for (long size = size(in); size > 0; size = size(in)) {
      in.skipNBytes(size);
      bytes += size;
      line(in);
    }
    line(in);
    return bytes;
  }

  private static long size(InputStream in) throws IOException {
    return Long.parseLong(line(in), 16);
  }

  private void keep(URI url, Head head, Connection connection) throws IOException {
    if ("close".equalsIgnoreCase(head.headers().get("connection"))) {
      connection.socket.close();
    } else {
      kept.put(url.getAuthority(), connection);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    for (Connection connection : kept.values()) {
      connection.socket.close();
    }
  }
}
