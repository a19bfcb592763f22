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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans to a Zipkin server, or to what takes Zipkin's v2 JSON. Thread-safe.
 *
 * <p>Replies 429, 502, 503 and 504, and connections that fail, may be tried again; every other
 * reply but a success drops the spans. A {@code Retry-After} is handed on, redirects are not
 * followed. A batch that would be larger than 2 MiB as JSON goes out in several requests, one after
 * the other; what has been answered is not sent again.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/">OpenTelemetry
 *     to Zipkin Transformation</a>
 */
public final class ZipkinSpanExporter implements SpanExporter {
  static final int MAX_REQUEST_CHARS = 2 << 20;

  private final ZipkinSender sender;
  private final String description;

  /** What is through already, of batches that are tried again. */
  private final Map<SpanBatch, Progress> progress =
      Collections.synchronizedMap(new WeakHashMap<>());

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
    List<Request> requests;
    try {
      requests = requests(OtlpReader.read(batch));
    } catch (MalformedOtlpException e) {
      return CompletableFuture.completedFuture(
          ExportResult.failed("a batch that cannot be read: " + e.getMessage()));
    }
    Delivery delivery = new Delivery(batch, requests);
    delivery.send(progress.getOrDefault(batch, Progress.NONE));
    return delivery;
  }

  /** Arrays of spans, none longer than the limit unless a single span is. */
  private static List<Request> requests(List<SpanData> spans) {
    List<Request> requests = new ArrayList<>();
    JsonText json = new JsonText();
    int count = 0;
    for (SpanData span : spans) {
      String next = ZipkinSpan.write(span, new JsonText()).toString();
      if (count > 0 && json.length() + next.length() + 2 > MAX_REQUEST_CHARS) {
        requests.add(new Request(json.raw("]").toString(), count));
        json = new JsonText();
        count = 0;
      }
      json.raw(count == 0 ? "[" : ",").raw(next);
      count++;
    }
    if (count > 0) {
      requests.add(new Request(json.raw("]").toString(), count));
    }
    return requests;
  }

  /** A part of a batch. */
  private record Request(String json, int spans) {}

  /**
   * How far a batch has come.
   *
   * @param next the request that is to be sent
   * @param refused spans of those before it that will never be taken
   * @param message why the last of them will not
   */
  private record Progress(int next, int refused, String message) {
    private static final Progress NONE = new Progress(0, 0, "");
  }

  @Override
  public String description() {
    return description;
  }

  /** One attempt: request after request, until all have been answered or one is to be repeated. */
  private final class Delivery extends CompletableFuture<ExportResult> {
    private final SpanBatch batch;
    private final List<Request> requests;
    private volatile @Nullable CompletableFuture<ExportResult> inFlight;

    private Delivery(SpanBatch batch, List<Request> requests) {
      this.batch = batch;
      this.requests = requests;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes after it completes this future
    private void send(Progress so) {
      if (so.next == requests.size()) {
        progress.remove(batch);
        complete(result(so));
        return;
      }
      Request request = requests.get(so.next);
      CompletableFuture<ExportResult> attempt = sender.send(request.json);
      inFlight = attempt;
      attempt.whenComplete((result, thrown) -> answered(so, request, result, thrown));
      if (isCancelled()) {
        attempt.cancel(true);
      }
    }

    private void answered(
        Progress so, Request request, ExportResult result, @Nullable Throwable thrown) {
      if (thrown != null) {
        completeExceptionally(thrown);
        return;
      }
      Progress then;
      switch (result.outcome()) {
        case EXPORTED -> then = new Progress(so.next + 1, so.refused, so.message);
        case FAILED ->
            then =
                new Progress(
                    so.next + 1, so.refused + request.spans, String.valueOf(result.message()));
        default -> {
          complete(result);
          return;
        }
      }
      progress.put(batch, then);
      send(then);
    }

    /** Nothing, all, or the part that the server did not want. */
    private ExportResult result(Progress end) {
      if (end.refused == 0) {
        return ExportResult.success();
      }
      return end.refused == batch.spanCount()
          ? ExportResult.failed(end.message)
          : ExportResult.partial(end.refused, end.message);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      CompletableFuture<ExportResult> attempt = inFlight;
      if (cancelled && attempt != null) {
        attempt.cancel(true);
      }
      return cancelled;
    }
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
