package dev.skein.export;

import dev.skein.internal.HeaderText;
import dev.skein.internal.Version;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans by OTLP over HTTP/1.1, as protobuf. Thread-safe.
 *
 * <p>One {@link #export} is one request. Replies 429, 502, 503 and 504, and connections that fail,
 * may be tried again, and so may what does not come from an OTLP endpoint: a web page, and a
 * proxy's 407. A batch that is answered by 400 or 413 is to be halved. Every other reply but a
 * success drops it, redirects included, which are not followed. A {@code Retry-After} is handed on,
 * and of a reply no more than 64 KiB is read. Header values are never printed.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
public final class OtlpHttpExporter implements SpanExporter {
  private static final int MAX_REPLY_BYTES = 64 << 10;

  private final HttpSender sender;
  private final String description;
  private final OtlpReply replies;

  OtlpHttpExporter(HttpSender sender, String description, OtlpReply replies) {
    this.sender = sender;
    this.description = description;
    this.replies = replies;
  }

  /**
   * Starts to configure an exporter.
   *
   * @param tracesEndpoint where to post, used as it is, for example {@code
   *     http://localhost:4318/v1/traces}
   * @throws IllegalArgumentException if that is not an http or https URL with a host, or holds a
   *     user name or password (use a header for that)
   */
  public static Builder builder(URI tracesEndpoint) {
    return new Builder(tracesEndpoint);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback itself throws nothing
  public CompletableFuture<ExportResult> export(SpanBatch batch) {
    CompletableFuture<HttpReply> reply = sender.send(batch);
    CompletableFuture<ExportResult> result =
        reply.handle((answer, thrown) -> answer != null ? replies.result(answer) : failure(thrown));
    result.whenComplete(
        (unused, thrown) -> {
          if (result.isCancelled()) {
            reply.cancel(true);
          }
        });
    return result;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    sender.close();
  }

  /**
   * Whatever kept the request from being answered. An error such as a lack of memory is no reason
   * to lose spans either; anything else says that this request can never be sent.
   */
  private static ExportResult failure(@Nullable Throwable cause) {
    boolean passing =
        cause instanceof IOException
            || cause instanceof CancellationException
            || cause instanceof Error;
    String text = describe(cause);
    return passing ? ExportResult.unreachable(text) : ExportResult.failed(text);
  }

  private static String describe(@Nullable Throwable cause) {
    if (cause instanceof SocketTimeoutException) {
      return "connecting took too long";
    }
    if (cause instanceof UnknownHostException) {
      return "unknown host";
    }
    String text = ErrorText.of(cause);
    return text.equals("ConnectException: Connection refused") ? "connection refused" : text;
  }

  /** Builds an {@link OtlpHttpExporter}. Not safe for use by several threads. */
  public static final class Builder {
    private static final Set<String> RESERVED =
        Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private final URI endpoint;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private boolean gzip;
    private Duration timeout = Duration.ofSeconds(10);
    private Duration connectTimeout = Duration.ofSeconds(5);
    private @Nullable SSLContext sslContext;
    private @Nullable TlsFiles tlsFiles;
    private InstantSource wallClock = InstantSource.system();

    private Builder(URI endpoint) {
      String scheme = Objects.requireNonNull(endpoint, "endpoint").getScheme();
      boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      if (!http || endpoint.getHost() == null) {
        throw new IllegalArgumentException("The OTLP endpoint must be an http or https URL");
      }
      if (endpoint.getRawUserInfo() != null) {
        throw new IllegalArgumentException(
            "The OTLP endpoint must not hold a user name or password; set a header instead");
      }
      this.endpoint = endpoint;
    }

    /**
     * Headers to send with every request, in addition to those set before.
     *
     * @throws IllegalArgumentException if one is not allowed; the message does not hold its value
     */
    public Builder headers(Map<String, String> added) {
      Objects.requireNonNull(added, "added");
      added.forEach(
          (name, value) -> {
            check(name, value);
            headers.put(name, value);
          });
      return this;
    }

    /** Whether to compress what is sent; no by default. */
    public Builder gzip(boolean compress) {
      gzip = compress;
      return this;
    }

    /** The time from a request to the last byte of its reply; 10 s by default, 0 for no limit. */
    public Builder timeout(Duration limit) {
      timeout = limited(limit);
      return this;
    }

    /** The time to connect; 5 s by default, and never more than the whole. 0 for no limit. */
    public Builder connectTimeout(Duration limit) {
      connectTimeout = limited(limit);
      return this;
    }

    /** Trust and keys for https; the JDK's default by default. Replaces {@link #tls}. */
    public Builder sslContext(SSLContext context) {
      sslContext = Objects.requireNonNull(context, "context");
      tlsFiles = null;
      return this;
    }

    /** Trust and keys for https, from files; the JDK's default by default. */
    public Builder tls(TlsFiles files) {
      tlsFiles = Objects.requireNonNull(files, "files");
      return this;
    }

    /** For tests: the time that dates in {@code Retry-After} are compared to. */
    Builder wallClock(InstantSource clock) {
      wallClock = clock;
      return this;
    }

    /** The exporter. It opens no connection before its first batch. */
    public OtlpHttpExporter build() {
      Duration connect = connectTimeout.compareTo(timeout) < 0 ? connectTimeout : timeout;
      HttpConnector connector =
          new HttpConnector(endpoint, requestHeaders(), connect, sslContext, tlsFiles);
      HttpSender sender = new SocketSender(connector, gzip, timeout, MAX_REPLY_BYTES);
      OtlpReply replies = new OtlpReply(secrets(), wallClock);
      return new OtlpHttpExporter(sender, describe(endpoint), replies);
    }

    /** What an endpoint is told, might repeat, and nobody may print. */
    private List<String> secrets() {
      List<String> secrets = new ArrayList<>(headers.values());
      for (String query : new String[] {endpoint.getQuery(), endpoint.getRawQuery()}) {
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
          secrets.add(parameter.substring(parameter.indexOf('=') + 1));
        }
      }
      return secrets;
    }

    private Map<String, String> requestHeaders() {
      String version = Version.current();
      Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      all.put("User-Agent", "skein/" + version + " OTel-OTLP-Exporter-Java/" + version);
      all.putAll(headers);
      all.put("Content-Type", "application/x-protobuf");
      if (gzip) {
        all.put("Content-Encoding", "gzip");
      }
      return all;
    }

    /** A name must be a token that is not for the sender to set, a value one line of text. */
    private static void check(String name, String value) {
      boolean good = HeaderText.isToken(name) && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        good &= (c >= ' ' || c == '\t') && c != 0x7F && c <= 0xFF;
      }
      if (!good) {
        // the name may be half of what was meant to be the value
        throw new IllegalArgumentException(
            "A header of the exporter has a name or value that cannot be sent");
      }
    }

    private static Duration limited(Duration limit) {
      if (Objects.requireNonNull(limit, "timeout").isNegative()) {
        throw new IllegalArgumentException("a negative timeout: " + limit);
      }
      return Durations.bounded(limit.isZero() ? Durations.FOR_EVER : limit, Durations.FOR_EVER);
    }

    /** Without the query, which may hold a key. */
    private static String describe(URI endpoint) {
      String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
      String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
      return endpoint.getScheme().toLowerCase(Locale.ROOT)
          + "://"
          + endpoint.getHost()
          + port
          + path;
    }
  }
}
