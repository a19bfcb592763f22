package dev.skein.it.contract.conformance;

import dev.skein.testkit.TraceStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends requests to {@code POST /conformance} of a service and hears the calls that it makes then,
 * by the protocol of W3C's own harness. Both as bytes on a socket, so that order, case and repeated
 * lines are what they are. For one thread.
 */
public final class Conversation implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 120_000;

  private final int port;
  private final TraceStore spans;
  private final Map<String, Call> heard = new ConcurrentHashMap<>();
  private final HttpListener listener;
  private int number;

  /**
   * Begins a conversation.
   *
   * @param port the service's
   * @param spans where its spans arrive
   */
  public Conversation(int port, TraceStore spans) throws IOException {
    this.port = port;
    this.spans = spans;
    this.listener = HttpListener.start(this::hear);
  }

  private String hear(HttpMessage request) {
    heard.put(request.target(), new Call(request.headers()));
    return "";
  }

  /** Sends what is ordered; all calls have been answered when it returns. */
  Exchange send(Order order) throws IOException {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < order.requests(); i++) {
      List<String> paths = new ArrayList<>();
      for (int call = 0; call < order.calls(); call++) {
        paths.add("/calls/" + ++number);
      }
      post(order, paths);
      for (String path : paths) {
        Call call = heard.remove(path);
        if (call == null) {
          throw new AssertionError("the service did not call " + path);
        }
        calls.add(call);
      }
    }
    return new Exchange(order, calls, spans);
  }

  private void post(Order order, List<String> paths) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request(order, paths));
      HttpMessage response = HttpMessage.read(new BufferedInputStream(socket.getInputStream()));
      if (response == null || !response.target().equals("200")) {
        throw new AssertionError("the service answered " + response);
      }
    }
  }

  private byte[] request(Order order, List<String> paths) {
    List<String> calls = new ArrayList<>();
    for (String path : paths) {
      String url = "http://127.0.0.1:" + listener.port() + path;
      calls.add("{\"url\": \"" + url + "\", \"arguments\": []}");
    }
    String body = calls.toString();
    String target = "/conformance" + (order.query().isEmpty() ? "" : "?" + order.query());
    List<String> head = new ArrayList<>();
    head.add("POST " + target + " HTTP/1.1");
    head.add("Host: 127.0.0.1:" + port);
    head.add("Content-Type: application/json");
    head.add("Content-Length: " + body.length());
    head.addAll(order.lines());
    return (String.join("\r\n", head) + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
