package dev.skein.it.contract;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a service made of a request.
 *
 * @param headers of its call that propagators write, one line each; ids that were not sent are
 *     written {@code TRACE} and {@code SPAN}
 * @param parent of the span of the request, {@code trace-parent}; {@code not recorded} when there
 *     is no such span
 */
record PropagatorAnswer(Map<String, String> headers, String parent) {
  private static final Set<String> FIELDS =
      Set.of(
          "traceparent",
          "tracestate",
          "baggage",
          "b3",
          "x-b3-traceid",
          "x-b3-spanid",
          "x-b3-parentspanid",
          "x-b3-sampled",
          "x-b3-flags",
          "uber-trace-id",
          "uberctx-customer");
  private static final Pattern LONG_ID = Pattern.compile("\\b[0-9a-f]{32}\\b");
  private static final Pattern SHORT_ID = Pattern.compile("\\b[0-9a-f]{16}\\b");

  static PropagatorAnswer of(Map<String, List<String>> received, List<SpanData> spans) {
    Map<String, String> headers = new TreeMap<>();
    received.forEach(
        (name, lines) -> {
          if (FIELDS.contains(name)) {
            headers.put(name, readable(String.join(" AND ", lines)));
          }
        });
    return new PropagatorAnswer(headers, parent(traceId(received), spans));
  }

  /** Ids of the service's own making differ from run to run. */
  private static String readable(String value) {
    String traces =
        LONG_ID
            .matcher(value)
            .replaceAll(
                id -> PropagatorCase.KNOWN_TRACES.contains(id.group()) ? id.group() : "TRACE");
    return SHORT_ID.matcher(traces).replaceAll("SPAN");
  }

  private static @Nullable String traceId(Map<String, List<String>> received) {
    String all =
        received.entrySet().stream()
            .filter(header -> FIELDS.contains(header.getKey()))
            .map(header -> String.join(" ", header.getValue()))
            .collect(Collectors.joining(" "));
    Matcher id = LONG_ID.matcher(all);
    return id.find() ? id.group() : null;
  }

  private static String parent(@Nullable String traceId, List<SpanData> spans) {
    return spans.stream()
        .filter(span -> span.traceId().equals(traceId) && span.kind() == SpanKind.SERVER)
        .map(span -> (readable(span.traceId()) + "-" + span.parentSpanId()))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(" AND "), found -> found.isEmpty() ? "not recorded" : found));
  }
}
