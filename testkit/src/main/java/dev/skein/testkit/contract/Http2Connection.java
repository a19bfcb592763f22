package dev.skein.testkit.contract;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * A connection by the JDK's client, which begins with HTTP/1.1 and asks for more.
 *
 * @param first asks
 * @param streams are sent at once when that has been answered
 */
record Http2Connection(ServerCase first, List<ServerCase> streams) implements ServerConnection {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** The client's own business, in lower case. */
  private static final Set<String> LEFT_OUT = Set.of("host", "connection", "content-length");

  @Override
  public List<ServerCase> cases() {
    return Stream.concat(Stream.of(first), streams.stream()).toList();
  }

  @Override
  public Map<ServerCase, ServerOutcome> send(int port) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
    Map<ServerCase, ServerOutcome> outcomes = new LinkedHashMap<>();
    outcomes.put(first, outcome(first, port, send(client, first, port)));
    List<CompletableFuture<HttpResponse<InputStream>>> sent =
        streams.stream().map(one -> send(client, one, port)).toList();
    for (int i = 0; i < sent.size(); i++) {
      outcomes.put(streams.get(i), outcome(streams.get(i), port, sent.get(i)));
    }
    return outcomes;
  }

  private static CompletableFuture<HttpResponse<InputStream>> send(
      HttpClient client, ServerCase one, int port) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + one.target()))
            .timeout(TIMEOUT)
            .method(
                one.method(),
                one.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(one.body()));
    for (String line : one.headers()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      if (!LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))) {
        request.header(name, line.substring(colon + 1).strip());
      }
    }
    return client.sendAsync(request.build(), BodyHandlers.ofInputStream());
  }

  private static ServerOutcome outcome(
      ServerCase one, int port, CompletableFuture<HttpResponse<InputStream>> sent) {
    try {
      return outcome(one, port, sent.join());
    } catch (IOException | CompletionException e) {
      return ServerOutcome.failed(port, e);
    }
  }

  private static ServerOutcome outcome(ServerCase one, int port, HttpResponse<InputStream> response)
      throws IOException {
    String body;
    try (InputStream in = response.body()) {
      byte[] read =
          one.patience() == ServerCase.Patience.TO_THE_FIRST_CHUNK
              ? in.readNBytes("chunk ".length())
              : in.readAllBytes();
      body = new String(read, StandardCharsets.ISO_8859_1);
    }
    String head = response.statusCode() + " " + new TreeMap<>(response.headers().map());
    String protocol =
        response.version() == HttpClient.Version.HTTP_2
            ? ServerOutcome.HTTP_2
            : ServerOutcome.HTTP_1;
    return new ServerOutcome(0, port, protocol, response.statusCode(), head + "\r\n" + body, body);
  }
}
