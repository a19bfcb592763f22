package dev.skein.it.contract.load;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the traces of many requests. Immutable.
 *
 * <p>The trace of a request is the span of the request, below it {@code load work}, below that the
 * call of the service to itself, and below that the span of that call's request. Of a request whose
 * client left, the trace may end early, but has no gaps.
 *
 * @param spans that arrived
 * @param atOnce how many requests the service had at the same time, at most
 * @param wrong spans with a parent or a trace that is not theirs, or that nobody asked for
 * @param missing spans that did not arrive
 * @param open spans that were started and did not arrive: not ended, or lost
 * @param examples of what is wrong and missing
 */
public record LoadVerdict(
    int spans, int atOnce, int wrong, int missing, long open, List<String> examples) {
  private static final int EXAMPLES = 10;

  /**
   * Judges.
   *
   * @param started how many spans the service says it started
   * @param answers to the requests that were answered
   */
  static LoadVerdict of(
      List<LoadRequest> requests,
      Map<LoadRequest, String> answers,
      List<SpanData> spans,
      long started) {
    Counts counts = new Counts();
    Map<String, List<SpanData>> traces = new HashMap<>();
    for (SpanData span : spans) {
      traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
    }
    for (LoadRequest request : requests) {
      List<SpanData> trace = traces.remove(request.traceId());
      judge(request, trace == null ? List.of() : trace, counts);
      String answer = answers.get(request);
      if (request.isAnswered() && answer == null) {
        counts.missing(request, "an answer");
      }
      if (answer != null && !answer.equals(request.traceId())) {
        counts.wrong(request, "answered with " + answer);
      }
    }
    traces.values().forEach(trace -> trace.forEach(span -> counts.wrong(null, text(span))));
    return new LoadVerdict(
        spans.size(),
        atOnce(spans),
        counts.wrong,
        counts.missing,
        started - spans.size(),
        List.copyOf(counts.examples));
  }

  private static void judge(LoadRequest request, List<SpanData> trace, Counts counts) {
    List<SpanData> left = new ArrayList<>(trace);
    SpanData server = take(left, SpanKind.SERVER, request.path());
    SpanData work = take(left, SpanKind.INTERNAL, "load work");
    SpanData call = take(left, SpanKind.CLIENT, request.leafPath());
    SpanData leaf = take(left, SpanKind.SERVER, request.leafPath());
    checkParent(request, server, request.parentId(), counts);
    checkParent(request, work, id(server), counts);
    checkParent(request, call, id(work), counts);
    checkParent(request, leaf, id(call), counts);
    left.forEach(span -> counts.wrong(request, text(span)));
    boolean whole = request.isAnswered();
    if (server == null && (whole || work != null)) {
      counts.missing(request, "the request's span");
    }
    if (work == null && (whole || call != null)) {
      counts.missing(request, "'load work'");
    }
    if (call == null && (whole || leaf != null)) {
      counts.missing(request, "the call's span");
    }
    if (leaf == null && (whole || (call != null && isAnswered(call)))) {
      counts.missing(request, "the span of the call's request");
    }
  }

  /** The first span of a kind that is about something, which is taken out of the list. */
  private static @Nullable SpanData take(List<SpanData> spans, SpanKind kind, String about) {
    for (SpanData span : spans) {
      if (span.kind() == kind && about(span).endsWith(about)) {
        spans.remove(span);
        return span;
      }
    }
    return null;
  }

  private static String about(SpanData span) {
    Map<String, Object> attributes = span.attributes();
    return switch (span.kind()) {
      case SERVER -> String.valueOf(attributes.get("url.path"));
      case CLIENT -> String.valueOf(attributes.get("url.full"));
      default -> span.name();
    };
  }

  private static void checkParent(
      LoadRequest request, @Nullable SpanData span, @Nullable String parent, Counts counts) {
    // that a parent is missing is said elsewhere
    if (span != null && parent != null && !span.parentSpanId().equals(parent)) {
      counts.wrong(request, text(span) + " has the parent " + span.parentSpanId());
    }
  }

  private static @Nullable String id(@Nullable SpanData span) {
    return span == null ? null : span.spanId();
  }

  private static boolean isAnswered(SpanData call) {
    return call.attributes().containsKey("http.response.status_code");
  }

  /** The largest number of requests whose spans overlap; calls of the service to itself aside. */
  private static int atOnce(List<SpanData> spans) {
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (SpanData span : spans) {
      if (span.kind() == SpanKind.SERVER && about(span).startsWith("/load/")) {
        starts.add(span.startEpochNanos());
        ends.add(span.endEpochNanos());
      }
    }
    starts.sort(null);
    ends.sort(null);
    int most = 0;
    int ended = 0;
    for (int started = 0; started < starts.size(); started++) {
      while (ends.get(ended) <= starts.get(started)) {
        ended++;
      }
      most = Math.max(most, started + 1 - ended);
    }
    return most;
  }

  private static String text(SpanData span) {
    return span.kind() + " " + span.name() + " " + span.traceId() + "/" + span.spanId();
  }

  /** The figures, as people read them. */
  @Override
  public String toString() {
    return String.format(
        "%,d spans, at most %,d requests at once: %d wrong, %d missing, %d open",
        spans, atOnce, wrong, missing, open);
  }

  private static final class Counts {
    private final List<String> examples = new ArrayList<>();
    private int wrong;
    private int missing;

    void wrong(@Nullable LoadRequest request, String what) {
      wrong++;
      example("wrong", request, what);
    }

    void missing(LoadRequest request, String what) {
      missing++;
      example("missing", request, what);
    }

    private void example(String how, @Nullable LoadRequest request, String what) {
      if (examples.size() < EXAMPLES) {
        examples.add(how + ": " + what + (request == null ? "" : " of " + request));
      }
    }
  }
}
