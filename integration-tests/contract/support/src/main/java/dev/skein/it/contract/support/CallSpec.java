package dev.skein.it.contract.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call that a service is to make with its own HTTP client, written as lines of {@code name=value}
 * in the body of {@code POST /call}. Immutable.
 *
 * @param client which of the service's clients is to call
 * @param headers to be sent besides what the client and Skein send
 * @param body empty for none
 * @param timeout of the whole call; zero for none
 * @param cancelSignal answers a GET when the caller is to give up; null for never
 */
public record CallSpec(
    String client,
    String method,
    URI url,
    List<Map.Entry<String, String>> headers,
    String body,
    Duration timeout,
    @Nullable URI cancelSignal,
    boolean followRedirects,
    boolean http2) {

  public CallSpec {
    headers = List.copyOf(headers);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException for a line that has another form
   */
  public static CallSpec parse(String text) {
    String client = "";
    String method = "GET";
    @Nullable URI url = null;
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    String body = "";
    Duration timeout = Duration.ZERO;
    @Nullable URI cancelSignal = null;
    boolean followRedirects = false;
    boolean http2 = false;
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("not name=value: " + line);
      }
      String value = line.substring(equals + 1);
      switch (line.substring(0, equals)) {
        case "client" -> client = value;
        case "method" -> method = value;
        case "url" -> url = URI.create(value);
        case "header" -> headers.add(header(value));
        case "body" -> body = value;
        case "timeout-millis" -> timeout = Duration.ofMillis(Long.parseLong(value));
        case "cancel-signal" -> cancelSignal = URI.create(value);
        case "follow-redirects" -> followRedirects = Boolean.parseBoolean(value);
        case "http2" -> http2 = Boolean.parseBoolean(value);
        default -> throw new IllegalArgumentException("unknown name: " + line);
      }
    }
    return new CallSpec(
        client,
        method,
        Objects.requireNonNull(url, "no url"),
        headers,
        body,
        timeout,
        cancelSignal,
        followRedirects,
        http2);
  }

  /** Whether the caller gives up some time. */
  public boolean isGivenUp() {
    return cancelSignal != null;
  }

  /** Done, on a thread that nobody traces, when the caller is to give up; never if it is not to. */
  public CompletableFuture<Void> givenUp() {
    if (cancelSignal == null) {
      return new CompletableFuture<>();
    }
    return HttpClient.newHttpClient()
        .sendAsync(HttpRequest.newBuilder(cancelSignal).build(), BodyHandlers.discarding())
        .thenAccept(signal -> {});
  }

  private static Map.Entry<String, String> header(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not a header: " + line);
    }
    return Map.entry(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("client=").append(client).append("\nmethod=").append(method);
    text.append("\nurl=").append(url);
    headers.forEach(
        header ->
            text.append("\nheader=")
                .append(header.getKey())
                .append(": ")
                .append(header.getValue()));
    text.append("\nbody=").append(body);
    text.append("\ntimeout-millis=").append(timeout.toMillis());
    if (cancelSignal != null) {
      text.append("\ncancel-signal=").append(cancelSignal);
    }
    text.append("\nfollow-redirects=").append(followRedirects);
    return text.append("\nhttp2=").append(http2).toString();
  }
}
