package dev.skein.it.contract.support;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.Attributes;
import dev.skein.Sampler;
import dev.skein.SamplingResult;
import dev.skein.SpanContext;
import dev.skein.SpanKind;
import dev.skein.export.ExportResult;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanExporter;
import dev.skein.http.HttpAttributes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Parts that a service is built with when the tests ask for them: {@value #SAMPLER} says {@code
 * throwing}, {@code reporting}, {@code steered} or {@code counting}, {@value #EXPORTER} says {@code
 * throwing}.
 */
public final class Probes {
  /** The environment variable that names the sampler. */
  public static final String SAMPLER = "CONTRACT_SAMPLER";

  /** The environment variable that names the exporter. */
  public static final String EXPORTER = "CONTRACT_EXPORTER";

  /**
   * The environment variable that names the file of the counting sampler, which will have the
   * number of recorded spans that were started, eight bytes from high to low.
   */
  public static final String COUNT = "CONTRACT_COUNT";

  /** What the reporting sampler has seen at the start of a span. */
  public static final AttributeKey<List<String>> SEEN =
      AttributeKey.stringArrayKey("contract.seen_at_start");

  private static final List<AttributeKey<?>> CANDIDATES =
      List.of(
          HttpAttributes.HTTP_REQUEST_METHOD,
          HttpAttributes.URL_PATH,
          HttpAttributes.URL_QUERY,
          HttpAttributes.URL_SCHEME,
          HttpAttributes.URL_FULL,
          HttpAttributes.SERVER_ADDRESS,
          HttpAttributes.SERVER_PORT,
          HttpAttributes.CLIENT_ADDRESS,
          HttpAttributes.USER_AGENT_ORIGINAL);

  private Probes() {}

  /** The sampler that is asked for, if any. */
  public static Optional<Sampler> sampler() {
    String name = System.getenv(SAMPLER);
    if ("throwing".equals(name)) {
      return Optional.of(Probes::fail);
    }
    if ("steered".equals(name)) {
      return Optional.of(steeredSampler());
    }
    if ("counting".equals(name)) {
      return Optional.of(new CountingSampler(Path.of(System.getenv(COUNT))));
    }
    return "reporting".equals(name) ? Optional.of(Probes::report) : Optional.empty();
  }

  /**
   * A sampler that does what the query of a received request says: {@code record=no} and {@code
   * record=yes} decide whatever the parent says, {@code put=key:value} puts a member into the
   * {@code tracestate}; orders are joined by {@code &}. Besides that it follows the parent and
   * records roots.
   */
  public static Sampler steeredSampler() {
    return new SteeredSampler();
  }

  /** The exporter that is asked for, if any. */
  public static Optional<SpanExporter> exporter() {
    return "throwing".equals(System.getenv(EXPORTER))
        ? Optional.of(new ThrowingExporter())
        : Optional.empty();
  }

  private static SamplingResult fail(
      SpanContext parent, long high, long low, String name, SpanKind kind, AttributeView view) {
    throw new IllegalStateException("a sampler that throws");
  }

  private static SamplingResult report(
      SpanContext parent, long high, long low, String name, SpanKind kind, AttributeView view) {
    Stream<String> seen =
        CANDIDATES.stream().filter(key -> view.get(key) != null).map(AttributeKey::name);
    return new SamplingResult(true, Attributes.of(SEEN, seen.sorted().toList()), null);
  }

  private static final class ThrowingExporter implements SpanExporter {
    @Override
    public CompletableFuture<ExportResult> export(SpanBatch batch) {
      throw new IllegalStateException("an exporter that throws");
    }
  }
}
