package dev.skein.it.contract.conformance;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerSpan;
import dev.skein.http.HttpServerTracer;
import dev.skein.it.contract.support.PutBaggage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /conformance} in this JVM, with as little around Skein as there can be, and with a
 * fault on request. Thread-safe.
 */
final class ReferenceService implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("\"url\": *\"([^\"]*)\"");

  private final HttpServerTracer serverTracer;
  private final HttpClientTracer clientTracer;
  private final HttpListener listener;
  private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);

  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  ReferenceService(Skein skein) throws IOException {
    this.serverTracer = HttpServerTracer.create(skein);
    this.clientTracer = HttpClientTracer.create(skein);
    this.listener = HttpListener.start(this::answer);
  }

  int port() {
    return listener.port();
  }

  /** From now on, does this wrong. */
  void fail(Fault how) {
    fault.set(how);
  }

  /** What it did wrong that nobody wanted: then no answer says anything. */
  @Nullable RuntimeException failure() {
    return failure.get();
  }

  private String answer(HttpMessage message) throws IOException {
    try {
      return conform(message);
    } catch (RuntimeException e) {
      failure.set(e);
      throw e;
    }
  }

  private String conform(HttpMessage message) throws IOException {
    Fault how = fault.get();
    List<HeaderLine> received = how.received(message.headers());
    HttpServerSpan server = serverTracer.start(new Received(message.target(), received));
    List<String> put = HeaderLine.values(received, PutBaggage.HEADER);
    Context context = PutBaggage.into(server.context(), put.isEmpty() ? null : put.get(0));
    for (Matcher url = URL.matcher(message.body()); url.find(); context = server.context()) {
      call(URI.create(url.group(1)), context, message.headers(), how);
    }
    server.response(200);
    server.end();
    return "";
  }

  private void call(URI url, Context context, List<HeaderLine> received, Fault how)
      throws IOException {
    HttpClientSpan client = clientTracer.start(new Sending(url), context);
    List<HeaderLine> lines = new ArrayList<>();
    clientTracer.inject(
        client, lines, (carrier, name, value) -> carrier.add(new HeaderLine(name, value)));
    List<String> head = new ArrayList<>();
    head.add("POST " + url.getPath() + " HTTP/1.1");
    head.add("Host: " + url.getAuthority());
    head.add("Content-Length: 0");
    how.sent(received, lines).forEach(line -> head.add(line.toString()));
    String request = String.join("\r\n", head) + "\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      HttpMessage.read(socket.getInputStream());
    }
    client.response(200);
    client.end();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private record Received(String target, List<HeaderLine> lines) implements HttpServerRequest {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String scheme() {
      return "http";
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      return HeaderLine.values(lines, lowerCaseName);
    }

    @Override
    public String peerAddress() {
      return "127.0.0.1";
    }

    @Override
    public int peerPort() {
      return 0;
    }

    @Override
    public String protocolVersion() {
      return "1.1";
    }
  }

  private record Sending(URI uri) implements HttpClientRequest {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String url() {
      return uri.toString();
    }
  }
}
