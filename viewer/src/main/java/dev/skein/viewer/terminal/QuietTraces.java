package dev.skein.viewer.terminal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces that have got spans, and when each of them will count as quiet. Times are those of {@link
 * System#nanoTime}. Not thread-safe.
 */
final class QuietTraces {
  /** Nobody reads faster; what is more than that is forgotten, the oldest first. */
  static final int LIMIT = 10_000;

  private final Map<String, Long> due = new LinkedHashMap<>();

  /** A trace has got spans, and is quiet unless it gets more in that time. */
  void changed(String traceId, long now, long quietNanos) {
    // put at the end: what changed last is not what is forgotten first
    due.remove(traceId);
    due.put(traceId, now + quietNanos);
    if (due.size() > LIMIT) {
      Iterator<String> oldest = due.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Takes the trace that has been quiet for longest; null if none is quiet. */
  @Nullable String take(long now) {
    Map.Entry<String, Long> first = first();
    if (first == null || nanosLeft(first, now) > 0) {
      return null;
    }
    String traceId = first.getKey();
    due.remove(traceId);
    return traceId;
  }

  /** How long it is until a trace is quiet if none gets spans; a day if there is none. */
  long nanosToNext(long now) {
    Map.Entry<String, Long> first = first();
    return first == null ? TimeUnit.DAYS.toNanos(1) : Math.max(0, nanosLeft(first, now));
  }

  private static long nanosLeft(Map.Entry<String, Long> trace, long now) {
    return trace.getValue() - now;
  }

  private Map.@Nullable Entry<String, Long> first() {
    Map.Entry<String, Long> first = null;
    for (Map.Entry<String, Long> trace : due.entrySet()) {
      if (first == null || trace.getValue() - first.getValue() < 0) {
        first = trace;
      }
    }
    return first;
  }
}
