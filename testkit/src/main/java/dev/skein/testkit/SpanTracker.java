package dev.skein.testkit;

import dev.skein.Span;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every span from its start until it has been exported or dropped. Guarded by the lock of its
 * {@link TraceStore}.
 *
 * <p>A span belongs to the test in which it was started: what is on its way when that test is over
 * is left out when it arrives.
 */
final class SpanTracker {
  private final Map<SpanKey, StartedSpan> open = new LinkedHashMap<>();
  private final Map<SpanKey, StartedSpan> ended = new LinkedHashMap<>();
  private final Set<SpanKey> lost = new HashSet<>();

  /** Of earlier tests: open, and ended but not exported. */
  private final Set<SpanKey> earlierOpen = new HashSet<>();

  private final Set<SpanKey> earlierEnded = new HashSet<>();

  private final List<String> endedAgain = new ArrayList<>();
  private boolean unknownArrived;
  private long changes;

  void started(StartedSpan span) {
    open.put(SpanKey.of(span.span()), span);
    changes++;
  }

  void ended(SpanKey key) {
    StartedSpan span = open.remove(key);
    if (span != null) {
      ended.put(key, span);
    } else if (earlierOpen.remove(key)) {
      earlierEnded.add(key);
    }
    changes++;
  }

  void endedAgain(Span span, Origin origin) {
    endedAgain.add("\"" + PrintableText.of(span.name()) + "\" " + span.spanId() + ", " + origin);
  }

  /** The spans that were ended more than once, and where. */
  List<String> endedAgain() {
    return endedAgain;
  }

  /** Takes note of what was exported; whether it is of this test. */
  boolean arrived(SpanData span) {
    changes++;
    SpanKey key = SpanKey.of(span);
    if (earlierEnded.remove(key)) {
      return false;
    }
    unknownArrived |= ended.remove(key) == null;
    return true;
  }

  /** What has ended and is not here will never be. */
  void settled() {
    lost.addAll(ended.keySet());
    ended.clear();
    earlierEnded.clear();
  }

  void reset() {
    earlierOpen.addAll(open.keySet());
    earlierEnded.addAll(ended.keySet());
    open.clear();
    ended.clear();
    lost.clear();
    endedAgain.clear();
    unknownArrived = false;
    changes++;
  }

  /** The open spans of a trace, or of all with null, in the order of their starts. */
  List<StartedSpan> open(@Nullable String traceId) {
    return of(traceId, open.values());
  }

  /** The spans of a trace, or of all with null, that have ended and are on their way. */
  List<StartedSpan> ended(@Nullable String traceId) {
    return of(traceId, ended.values());
  }

  private static List<StartedSpan> of(@Nullable String traceId, Collection<StartedSpan> spans) {
    List<StartedSpan> found = new ArrayList<>();
    for (StartedSpan span : spans) {
      if (traceId == null || span.span().traceId().equals(traceId)) {
        found.add(span);
      }
    }
    return found;
  }

  boolean isOnItsWay() {
    return !ended.isEmpty();
  }

  /** Whether nothing is open or on its way, of a trace or, with null, at all. */
  boolean isQuiet(@Nullable String traceId) {
    return traceId == null
        ? open.isEmpty() && ended.isEmpty()
        : open(traceId).isEmpty() && ended(traceId).isEmpty();
  }

  /** Whether a span came from a Skein that does not say which ones it starts. */
  boolean hasUnknown() {
    return unknownArrived;
  }

  boolean isOpen(SpanKey key) {
    return open.containsKey(key) || earlierOpen.contains(key);
  }

  boolean isLost(SpanKey key) {
    return lost.contains(key);
  }

  /** All that are open, those of earlier tests included. */
  int openCount() {
    return open.size() + earlierOpen.size();
  }

  /** Another number after every change. */
  long changes() {
    return changes;
  }
}
