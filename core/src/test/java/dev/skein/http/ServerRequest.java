package dev.skein.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A request as an adapter would show it. */
class ServerRequest implements HttpServerRequest {
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final AtomicInteger questions = new AtomicInteger();
  private final String method;
  private final String target;
  private String scheme = "http";
  private String peerAddress = "192.0.2.1";
  private int peerPort = 50_000;
  private String protocolVersion = "1.1";

  ServerRequest(String method, String target) {
    this.method = method;
    this.target = target;
  }

  static ServerRequest of(String method, String target) {
    return new ServerRequest(method, target).header("Host", "shop.example:8080");
  }

  static ServerRequest get(String target) {
    return of("GET", target);
  }

  /** Replaces a header. */
  ServerRequest header(String name, String... lines) {
    headers.put(name, new ArrayList<>(List.of(lines)));
    return this;
  }

  ServerRequest withoutHeader(String name) {
    headers.remove(name);
    return this;
  }

  ServerRequest scheme(String scheme) {
    this.scheme = scheme;
    return this;
  }

  ServerRequest peer(String address, int port) {
    this.peerAddress = address;
    this.peerPort = port;
    return this;
  }

  ServerRequest protocolVersion(String version) {
    this.protocolVersion = version;
    return this;
  }

  /** How often anything but the target was asked for. */
  int questions() {
    return questions.get();
  }

  @Override
  public String method() {
    questions.incrementAndGet();
    return method;
  }

  @Override
  public String scheme() {
    questions.incrementAndGet();
    return scheme;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    questions.incrementAndGet();
    return headers.getOrDefault(lowerCaseName, List.of());
  }

  @Override
  public String peerAddress() {
    questions.incrementAndGet();
    return peerAddress;
  }

  @Override
  public int peerPort() {
    questions.incrementAndGet();
    return peerPort;
  }

  @Override
  public String protocolVersion() {
    questions.incrementAndGet();
    return protocolVersion;
  }
}
