package dev.skein.interop;

import dev.skein.export.ExportResult;
import dev.skein.export.RetryAfter;
import dev.skein.export.TlsFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Posts JSON, and says what became of it. Thread-safe. */
final class ZipkinSender {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** The longest that options know, for what has no limit. */
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private static final int MAX_MESSAGE = 300;

  private final Duration connectTimeout;
  private final HttpRequest.Builder request;
  private final boolean gzip;
  private final @Nullable TlsFiles tls;

  /** What {@link #client} speaks TLS with. Guarded by this object's lock, as the client. */
  private @Nullable SSLContext context;

  private @Nullable HttpClient client;

  ZipkinSender(URI endpoint, Duration timeout, boolean gzip, @Nullable TlsFiles tls) {
    boolean limited = !timeout.isZero() && timeout.compareTo(NO_LIMIT) < 0;
    boolean brief = limited && timeout.compareTo(CONNECT_TIMEOUT) < 0;
    this.gzip = gzip;
    this.tls = "https".equalsIgnoreCase(endpoint.getScheme()) ? tls : null;
    this.connectTimeout = brief ? timeout : CONNECT_TIMEOUT;
    this.request = HttpRequest.newBuilder(endpoint).header("Content-Type", "application/json");
    if (limited) {
      request.timeout(timeout);
    }
    if (gzip) {
      request.header("Content-Encoding", "gzip");
    }
  }

  /** Sends one request; the result is completed on a thread of the client. */
  CompletableFuture<ExportResult> send(String json) {
    HttpClient client;
    try {
      client = client();
    } catch (SSLException e) {
      // it says which file, and why
      return CompletableFuture.completedFuture(
          ExportResult.unreachable(String.valueOf(e.getMessage())));
    }
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    HttpRequest post =
        request
            .copy()
            .POST(HttpRequest.BodyPublishers.ofByteArray(gzip ? compressed(body) : body))
            .build();
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(post, head -> new LimitedBody());
    CompletableFuture<ExportResult> result =
        response.handle((reply, thrown) -> reply != null ? result(reply) : failure(thrown));
    return cancelling(result, response);
  }

  /** The client; another one when trust or keys have been renewed. */
  private synchronized HttpClient client() throws SSLException {
    SSLContext now = tls == null ? null : tls.context();
    HttpClient current = client;
    if (current == null || now != context) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(connectTimeout);
      current = (now == null ? builder : builder.sslContext(now)).build();
      client = current;
      context = now;
    }
    return current;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback itself throws nothing
  private static CompletableFuture<ExportResult> cancelling(
      CompletableFuture<ExportResult> result, CompletableFuture<?> response) {
    result.whenComplete(
        (unused, thrown) -> {
          if (result.isCancelled()) {
            response.cancel(true);
          }
        });
    return result;
  }

  private static ExportResult result(HttpResponse<String> reply) {
    int status = reply.statusCode();
    if (status >= 200 && status < 300) {
      return reply.body().strip().startsWith("<")
          ? ExportResult.retry("HTTP " + status + " with a web page: no Zipkin endpoint", null)
          : ExportResult.success();
    }
    String message = "HTTP " + status + detail(reply);
    return switch (status) {
      case 429, 502, 503, 504 -> ExportResult.retry(message, retryAfter(reply));
      case 400 -> ExportResult.invalid(message);
      case 407 -> ExportResult.retry(message + "; the proxy wants other credentials", null);
      case 413 -> ExportResult.tooLarge(message);
      default ->
          ExportResult.failed(
              status >= 400
                  ? message
                  : "HTTP " + status + ": redirects are not followed; is the endpoint right?");
    };
  }

  private static @Nullable Duration retryAfter(HttpResponse<String> reply) {
    return reply
        .headers()
        .firstValue("Retry-After")
        .map(header -> RetryAfter.parse(header, Instant.now()))
        .orElse(null);
  }

  /** What Zipkin says about its refusal, unless it is a web page. */
  private static String detail(HttpResponse<String> reply) {
    String text = reply.body().strip();
    if (text.isEmpty() || text.startsWith("<")) {
      return "";
    }
    return ": " + (text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "...");
  }

  /** An error such as a lack of memory is no reason to lose spans. */
  private static ExportResult failure(@Nullable Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof ConnectException) {
      return ExportResult.unreachable("connection refused, or unknown host");
    }
    if (cause instanceof HttpTimeoutException) {
      return ExportResult.unreachable("no answer in time");
    }
    return ExportResult.unreachable(
        cause == null ? "unknown error" : cause.getClass().getSimpleName());
  }

  private static byte[] compressed(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }
}
