package dev.skein.testkit;

import dev.skein.SpanContext;
import dev.skein.export.SpanData;
import dev.skein.testkit.WatchedStorage.OpenScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is wrong with the spans and scopes of a test, in sentences. */
final class Verification {
  private final TraceRecorder recorder;
  private final Set<TraceCheck> checks;
  private final List<String> problems = new ArrayList<>();

  Verification(TraceRecorder recorder, Set<TraceCheck> checks) {
    this.recorder = recorder;
    this.checks = checks;
  }

  List<String> problems() {
    if (checks.contains(TraceCheck.OPEN_SPANS)) {
      recorder
          .tracker()
          .open(null)
          .forEach(span -> problems.add("a span was never ended: " + span));
    }
    if (checks.contains(TraceCheck.DOUBLE_ENDS)) {
      recorder
          .tracker()
          .endedAgain()
          .forEach(span -> problems.add("a span was ended once more: " + span));
    }
    if (checks.contains(TraceCheck.SCOPES)) {
      recorder.openScopes().forEach(this::open);
      recorder.sources().forEach(source -> problems.addAll(source.misuse()));
    }
    if (checks.contains(TraceCheck.ORPHANS)) {
      recorder.traces().forEach(this::orphans);
    }
    return problems;
  }

  private void open(OpenScope scope) {
    SpanContext current = scope.scope().context().spanContext();
    String what =
        current.isValid()
            ? "\"" + scope.scope().context().span().name() + "\" " + current.spanId()
            : "no span";
    problems.add("a scope was never closed: of " + what + ", opened " + scope.origin());
  }

  private void orphans(Trace trace) {
    for (SpanData span : trace.orphans()) {
      SpanKey parent = new SpanKey(span.traceId(), span.parentSpanId());
      if (!span.hasRemoteParent() && !recorder.tracker().isOpen(parent)) {
        String why =
            recorder.tracker().isLost(parent)
                ? " was dropped"
                : " is neither remote nor recorded in this test";
        problems.add(
            "a span is an orphan: \""
                + PrintableText.of(span.name())
                + "\" "
                + span.spanId()
                + ", whose parent "
                + span.parentSpanId()
                + why);
      }
    }
  }

  static String message(List<String> problems, String traces) {
    StringBuilder out = new StringBuilder();
    out.append(problems.size()).append(problems.size() == 1 ? " problem" : " problems");
    out.append(" with the tracing in this test:");
    for (String problem : problems) {
      out.append("\n  ").append(problem);
    }
    return out.append('\n').append(traces).toString();
  }
}
