package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.List;

/** A trace, put together span by span, and what is said of it. */
abstract class HintFixture {
  final List<SpanData> spans = new ArrayList<>();

  final void add(TestSpan span) {
    spans.add(span.build());
  }

  final List<Hint> hints() {
    return TraceAnalysis.of(spans).hints();
  }

  static List<Hint> hints(String drawing) {
    return Drawing.analysis(drawing).hints();
  }

  static List<Hint> of(Hint.Kind kind, List<Hint> hints) {
    return hints.stream().filter(hint -> hint.kind() == kind).toList();
  }

  final Hint only(Hint.Kind kind) {
    return only(kind, hints());
  }

  static Hint only(Hint.Kind kind, List<Hint> hints) {
    assertThat(of(kind, hints)).as("%s in %s", kind, hints).hasSize(1);
    return of(kind, hints).get(0);
  }

  static TestSpan call(long id, String name, long from, long to) {
    return span(id, 1, name).kind(SpanKind.CLIENT).millis(from, to);
  }
}
