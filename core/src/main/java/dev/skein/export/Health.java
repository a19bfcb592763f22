package dev.skein.export;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of every span that was started, and how the endpoint is. An immutable snapshot.
 *
 * <p>While no span starts, ends or is delivered, {@code started = live + pending + exported +
 * rejected + droppedTotal()} holds exactly; a snapshot taken meanwhile can be off by the spans that
 * moved during it.
 *
 * @param started recording spans started since the pipeline was created
 * @param live started and not ended
 * @param pending ended and neither delivered nor given up: in the buffers, in the spool or in
 *     flight
 * @param exported accepted by the exporter
 * @param rejected refused one by one by an endpoint that accepted their batch (partial success)
 * @param dropped given up, by reason (see {@link DropReason}); only reasons that occurred, sorted
 * @param unfollowed requests that asked to be sampled and were not, because callers asked for too
 *     many; no part of the sum above
 * @param endpoint the exporter's description of where spans go; holds no secret
 * @param status how the endpoint is
 * @param reachable false from an attempt that did not get through until one does
 * @param awayFor how long the endpoint has not taken spans; zero while it does
 * @param lastError the last failure or warning of the exporter; null when there was none
 * @param spool how the spool is; null when there is none
 * @param bufferedBytes memory reserved for everything that waits or is in flight
 * @param bufferLimitBytes the budget {@code bufferedBytes} never exceeds
 */
public record Health(
    long started,
    long live,
    long pending,
    long exported,
    long rejected,
    Map<String, Long> dropped,
    long unfollowed,
    String endpoint,
    EndpointStatus status,
    boolean reachable,
    Duration awayFor,
    @Nullable String lastError,
    @Nullable SpoolHealth spool,
    long bufferedBytes,
    long bufferLimitBytes) {

  /** Copies the map. */
  public Health {
    dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
  }

  /** The spans dropped for whatever reason. */
  public long droppedTotal() {
    return total(dropped);
  }

  /**
   * All of it under the names that health endpoints show, in their order: numbers, texts, truth
   * values, and maps of these for {@code dropped} and {@code spool}. What there is not is left out.
   */
  public Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("endpoint", endpoint);
    details.put("status", status.name());
    details.put("reachable", reachable);
    if (!awayFor.isZero()) {
      details.put("awayForSeconds", awayFor.toSeconds());
    }
    if (lastError != null) {
      details.put("lastError", lastError);
    }
    details.put("started", started);
    details.put("live", live);
    details.put("pending", pending);
    details.put("exported", exported);
    details.put("rejected", rejected);
    details.put("dropped", dropped);
    details.put("unfollowed", unfollowed);
    details.put("bufferedBytes", bufferedBytes);
    details.put("bufferLimitBytes", bufferLimitBytes);
    if (spool != null) {
      details.put("spool", spool.details());
    }
    return details;
  }

  static long total(Map<String, Long> counts) {
    long total = 0;
    for (long count : counts.values()) {
      total += count;
    }
    return total;
  }
}
