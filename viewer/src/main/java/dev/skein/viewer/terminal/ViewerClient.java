package dev.skein.viewer.terminal;

import dev.skein.viewer.text.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Asks a viewer that runs elsewhere. Thread-safe. */
final class ViewerClient {
  private static final String EVENTS = "text/event-stream";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_REASON = 500;
  private static final String JSON = "application/json";

  private final URI viewer;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * A client of one viewer.
   *
   * @throws CommandFailure if the URL is none of a viewer
   */
  ViewerClient(String url) {
    this.viewer = parse(url);
  }

  private static URI parse(String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri.resolve("/");
      }
    } catch (IllegalArgumentException e) {
      // as wrong as one without a host
    }
    throw new CommandFailure(
        CommandFailure.USAGE,
        "--url has to be the URL of a viewer, such as http://localhost:4318: " + url);
  }

  /** Where the viewer is, as the user writes it. */
  @Override
  public String toString() {
    return viewer.getScheme() + "://" + viewer.getAuthority();
  }

  /** All spans of a trace as an OTLP request. */
  byte[] otlp(String traceId) throws IOException, InterruptedException {
    return ok(get("/api/traces/" + traceId + "/otlp", "application/x-protobuf", Map.of()))
        .readAllBytes();
  }

  /** A trace as the API has it. */
  String trace(String traceId) throws IOException, InterruptedException {
    return text(ok(get("/api/traces/" + traceId, JSON, Map.of())));
  }

  /** Traces that a query finds, newest first. */
  TracePage traces(Map<String, String> parameters) throws IOException, InterruptedException {
    return TracePage.parse(text(ok(get("/api/traces", JSON, parameters))));
  }

  /** The events of traces that a search text finds, until the viewer or the caller closes them. */
  InputStream live(String search) throws IOException, InterruptedException {
    return ok(get("/api/live", EVENTS, Map.of("q", search)));
  }

  private HttpResponse<InputStream> get(String path, String accept, Map<String, String> parameters)
      throws IOException, InterruptedException {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    new TreeMap<>(parameters)
        .forEach(
            (name, value) ->
                query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(viewer.resolve(path + query)).header("Accept", accept);
    // from JDK 26 on the limit is for the body, too, and that of a stream of events has no end
    if (!accept.equals(EVENTS)) {
      request.timeout(TIMEOUT);
    }
    return http.send(request.build(), BodyHandlers.ofInputStream());
  }

  private static InputStream ok(HttpResponse<InputStream> response) throws IOException {
    if (response.statusCode() == 200) {
      return response.body();
    }
    try (InputStream body = response.body()) {
      String reason =
          TracePage.error(new String(body.readNBytes(MAX_REASON), StandardCharsets.UTF_8)).strip();
      throw new RefusedException(
          response.statusCode(),
          PrintableText.clean(reason.isEmpty() ? "status " + response.statusCode() : reason));
    }
  }

  private static String text(InputStream body) throws IOException {
    try (body) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
