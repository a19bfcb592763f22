package dev.skein.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the spool is, and what became of the spans that earlier processes left in it: {@code
 * recovered = recoveredPending + recoveredExported + recoveredRejected} + all of {@code
 * recoveredDropped}. Those of this process are counted in {@link Health}. An immutable snapshot.
 *
 * @param directory where it is
 * @param bytes what it takes on disk, the spans of earlier processes included
 * @param limitBytes the most it may take
 * @param spooled how many of {@link Health#pending()} are in it
 * @param recovered spans of earlier processes that were found
 * @param recoveredPending those that wait or are in flight
 * @param recoveredExported those accepted by the exporter
 * @param recoveredRejected those refused one by one by an endpoint that accepted their batch
 * @param recoveredDropped those given up, by reason
 * @param lost spans that earlier processes had ended and that did not get to the disk before they
 *     were killed
 * @param problem why spans cannot be written to it and wait in memory; null when all is well
 */
public record SpoolHealth(
    String directory,
    long bytes,
    long limitBytes,
    long spooled,
    long recovered,
    long recoveredPending,
    long recoveredExported,
    long recoveredRejected,
    Map<String, Long> recoveredDropped,
    long lost,
    @Nullable String problem) {

  /** Copies the map. */
  public SpoolHealth {
    recoveredDropped = Collections.unmodifiableMap(new TreeMap<>(recoveredDropped));
  }

  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("directory", directory);
    details.put("bytes", bytes);
    details.put("limitBytes", limitBytes);
    details.put("spooled", spooled);
    details.put("recovered", recovered);
    details.put("recoveredPending", recoveredPending);
    details.put("recoveredExported", recoveredExported);
    details.put("recoveredRejected", recoveredRejected);
    details.put("recoveredDropped", recoveredDropped);
    details.put("lost", lost);
    if (problem != null) {
      details.put("problem", problem);
    }
    return details;
  }
}
