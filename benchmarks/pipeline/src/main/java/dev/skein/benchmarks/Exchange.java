package dev.skein.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one hop is told: a request that is received and the one that is sent while serving it. The
 * same values for every subject. Immutable and thread-safe; all of it exists before a measurement,
 * so that only what a subject makes of it is counted.
 *
 * <p>The headers are in a map from lowercase names to the lines of each, which every subject reads
 * by its own kind of getter.
 */
public final class Exchange {
  static final String SERVER_NAME = "GET /items/{id}";

  static final String CLIENT_NAME = "GET";

  private final Map<String, List<String>> headers;
  private final String path;
  private final String url;
  private final int status;

  private Exchange(Map<String, List<String>> headers, String path, String url, int status) {
    this.headers = headers;
    this.path = path;
    this.url = url;
    this.status = status;
  }

  /**
   * An exchange.
   *
   * @param number makes the path and the URL differ from those of others
   * @param headers what the request brings besides its host, by lowercase name
   */
  public static Exchange of(int number, Map<String, String> headers) {
    Map<String, List<String>> lines = new HashMap<>();
    lines.put("host", List.of("shop.example.com:8080"));
    headers.forEach((name, line) -> lines.put(name, List.of(line)));
    return new Exchange(
        lines, "/items/" + number, "http://stock.example.com:8081/stock/" + number, 200);
  }

  /** The lines of a header; none when it is absent. */
  public List<String> lines(String lowerCaseName) {
    List<String> lines = headers.get(lowerCaseName);
    return lines == null ? List.of() : lines;
  }

  String method() {
    return "GET";
  }

  String path() {
    return path;
  }

  String scheme() {
    return "http";
  }

  String host() {
    return "shop.example.com";
  }

  int port() {
    return 8080;
  }

  String client() {
    return "203.0.113.9";
  }

  String route() {
    return "/items/{id}";
  }

  int status() {
    return status;
  }

  String url() {
    return url;
  }

  String calledHost() {
    return "stock.example.com";
  }

  int calledPort() {
    return 8081;
  }

  String calledAddress() {
    return "198.51.100.7";
  }
}
