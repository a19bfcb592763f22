package dev.skein.interop;

import dev.skein.export.ExportResult;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanData;
import dev.skein.export.SpanExporter;
import dev.skein.export.TlsFiles;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans to a Zipkin server, or to what takes Zipkin's v2 JSON. Thread-safe.
 *
 * <p>One {@link #export} is one request. Replies 429, 502, 503 and 504, and connections that fail,
 * may be tried again, and so may what does not come from Zipkin: a web page, and a proxy's 407. A
 * batch that is answered by 400 or 413, or would be larger than 2 MiB as JSON, is to be halved.
 * Every other reply but a success drops it, redirects included, which are not followed. A {@code
 * Retry-After} is handed on.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/">OpenTelemetry
 *     to Zipkin Transformation</a>
 */
public final class ZipkinSpanExporter implements SpanExporter {
  static final int MAX_REQUEST_CHARS = 2 << 20;

  private final ZipkinSender sender;
  private final String description;

  private ZipkinSpanExporter(ZipkinSender sender, String description) {
    this.sender = sender;
    this.description = description;
  }

  /**
   * Starts to configure an exporter.
   *
   * @param endpoint where to post, used as it is, for example {@code
   *     http://localhost:9411/api/v2/spans}
   * @throws IllegalArgumentException if that is not an http or https URL with a host, or holds a
   *     user name or password
   */
  public static Builder builder(URI endpoint) {
    return new Builder(endpoint);
  }

  @Override
  public CompletableFuture<ExportResult> export(SpanBatch batch) {
    List<SpanData> spans;
    try {
      spans = OtlpReader.read(batch);
    } catch (MalformedOtlpException e) {
      return CompletableFuture.completedFuture(
          ExportResult.failed("a batch that cannot be read: " + e.getMessage()));
    }
    JsonText json = new JsonText();
    for (SpanData span : spans) {
      json.raw(json.length() == 0 ? "[" : ",");
      json.raw(ZipkinSpan.write(span, new JsonText()).toString());
      if (spans.size() > 1 && json.length() >= MAX_REQUEST_CHARS) {
        // Nobody's error, and so without a message.
        return CompletableFuture.completedFuture(
            new ExportResult(ExportResult.Outcome.TOO_LARGE, 0, null, null));
      }
    }
    return sender.send(json.raw("]").toString());
  }

  @Override
  public String description() {
    return description;
  }

  /** Builds a {@link ZipkinSpanExporter}. Not safe for use by several threads. */
  public static final class Builder {
    private final URI endpoint;
    private Duration timeout = Duration.ofSeconds(10);
    private boolean gzip;
    private @Nullable TlsFiles tls;

    private Builder(URI endpoint) {
      String scheme = endpoint.getScheme();
      boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      if (!http || endpoint.getHost() == null) {
        throw new IllegalArgumentException("The Zipkin endpoint must be an http or https URL");
      }
      if (endpoint.getRawUserInfo() != null) {
        throw new IllegalArgumentException(
            "The Zipkin endpoint must not hold a user name or password");
      }
      this.endpoint = endpoint;
    }

    /** The time from a request to its reply; 10 s by default, 0 for no limit. */
    public Builder timeout(Duration limit) {
      if (limit.isNegative()) {
        throw new IllegalArgumentException("a negative timeout: " + limit);
      }
      timeout = limit;
      return this;
    }

    /** Whether to compress what is sent; no by default. */
    public Builder gzip(boolean compress) {
      gzip = compress;
      return this;
    }

    /** Trust and keys for https, from files; the JDK's default by default. */
    public Builder tls(TlsFiles files) {
      tls = Objects.requireNonNull(files, "files");
      return this;
    }

    /** The exporter. It opens no connection before its first batch. */
    public ZipkinSpanExporter build() {
      return new ZipkinSpanExporter(
          new ZipkinSender(endpoint, timeout, gzip, tls), describe(endpoint));
    }

    /** Without the query, which may hold a key. */
    private static String describe(URI endpoint) {
      String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
      String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
      return endpoint.getScheme() + "://" + endpoint.getHost() + port + path;
    }
  }
}
