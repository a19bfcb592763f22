package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of spans that are no tidy tree. */
class TraceTreeTest {
  private static TraceAnalysis trace(TestSpan... spans) {
    List<SpanData> built = new ArrayList<>();
    for (TestSpan span : spans) {
      built.add(span.build());
    }
    return TraceAnalysis.of(built);
  }

  /** Names, each after one dot for every ancestor; a question mark where the parent is missing. */
  private static String outline(TraceAnalysis trace) {
    List<String> lines = new ArrayList<>();
    for (SpanNode node : trace.nodes()) {
      String missing = node.missingParent() ? "?" : "";
      lines.add(missing + ".".repeat(node.depth()) + node.span().name());
    }
    return String.join(" ", lines);
  }

  @Test
  void spans_areInTreeOrder_childrenByTheirStart() {
    TraceAnalysis trace =
        trace(
            span(4, 1, "b").millis(5, 9),
            span(3, 2, "a1").millis(2, 3),
            span(2, 1, "a").millis(1, 4),
            span(1, 0, "root").millis(0, 10));

    assertThat(outline(trace)).isEqualTo("root .a ..a1 .b");
    assertThat(trace.nodes()).extracting(SpanNode::index).containsExactly(0, 1, 2, 3);
    assertThat(trace.nodes()).extracting(SpanNode::parent).containsExactly(-1, 0, 1, 0);
    assertThat(trace.nodes()).extracting(SpanNode::childCount).containsExactly(2, 1, 0, 0);
    assertThat(trace.nodes()).extracting(SpanNode::descendantCount).containsExactly(3, 1, 0, 0);
    assertThat(trace.complete()).isTrue();
    assertThat(trace.traceId()).isEqualTo(TestSpan.TRACE_ID);
  }

  @Test
  void offsets_areFromTheFirstStart() {
    TraceAnalysis trace =
        trace(span(1, 0, "root").millis(1_000, 1_010), span(2, 1, "a").millis(1_003, 1_004));

    assertThat(trace.startEpochNanos()).isEqualTo(1_000 * TestSpan.MILLI);
    assertThat(trace.durationNanos()).isEqualTo(10 * TestSpan.MILLI);
    assertThat(Drawing.each(trace, SpanNode::offsetNanos)).isEqualTo("root 0, a 3");
  }

  @Test
  void orphan_keepsItsPlaceInTimeAndItsDescendants() {
    TraceAnalysis trace =
        trace(
            span(1, 0, "root").millis(0, 10),
            span(5, 99, "orphan").millis(4, 8),
            span(6, 5, "child").millis(5, 6));

    assertThat(outline(trace)).isEqualTo("root ?orphan .child");
    assertThat(Drawing.each(trace, SpanNode::offsetNanos)).isEqualTo("root 0, orphan 4, child 5");
    assertThat(trace.complete()).isFalse();
  }

  @Test
  void traceWithoutRoot_isIncomplete_itsFirstSpanStandsForTheRoot() {
    TraceAnalysis trace =
        trace(span(5, 99, "late").millis(4, 8), span(6, 98, "early").millis(1, 6));

    assertThat(outline(trace)).isEqualTo("?early ?late");
    assertThat(trace.complete()).isFalse();
    assertThat(Drawing.path(trace)).isEqualTo("early 0-3, late 3-7");
  }

  @Test
  void rootThatBeganAfterAnOrphan_isStillTheRoot() {
    TraceAnalysis trace =
        trace(span(5, 99, "orphan").millis(0, 8), span(1, 0, "root").millis(2, 9));

    assertThat(outline(trace)).isEqualTo("?orphan root");
    assertThat(Drawing.path(trace)).isEqualTo("orphan 0-2, root 2-9");
    assertThat(trace.root()).isEqualTo(1);
  }

  @Test
  void spanThatIsItsOwnParent_beginsATree() {
    assertThat(outline(trace(span(1, 1, "self").millis(0, 9), span(2, 1, "child").millis(1, 2))))
        .isEqualTo("?self .child");
  }

  @Test
  void circleOfParents_isOpenedWhereItBeganInTime() {
    TraceAnalysis trace =
        trace(
            span(1, 3, "a").millis(1, 9),
            span(2, 1, "b").millis(2, 8),
            span(3, 2, "c").millis(3, 7),
            span(4, 3, "below").millis(4, 5));

    assertThat(outline(trace)).isEqualTo("?a .b ..c ...below");
  }

  @Test
  void twoCircles_areBothOpened() {
    TraceAnalysis trace =
        trace(
            span(1, 2, "a").millis(1, 2),
            span(2, 1, "b").millis(2, 3),
            span(3, 4, "c").millis(3, 4),
            span(4, 3, "d").millis(4, 5));

    assertThat(outline(trace)).isEqualTo("?a .b ?c .d");
  }

  @Test
  void sharedSpan_serverIsBelowItsClient_childrenBelowTheirOwnService() {
    TraceAnalysis trace =
        trace(
            span(1, 0, "buy").in("shop").millis(0, 20),
            span(2, 1, "post").kind(SpanKind.CLIENT).in("shop").millis(1, 15),
            span(2, 1, "handle").kind(SpanKind.SERVER).in("payment").millis(3, 12),
            span(3, 2, "connect").in("shop").millis(2, 3),
            span(4, 2, "authorize").in("payment").millis(4, 9),
            span(5, 2, "foreign").in("bank").millis(5, 6));

    assertThat(outline(trace)).isEqualTo("buy .post ..connect ..handle ...authorize ...foreign");
    assertThat(trace.complete()).isTrue();
  }

  @Test
  void sharedRoot_isOneTree() {
    TraceAnalysis trace =
        trace(
            span(1, 0, "handle").kind(SpanKind.SERVER).in("payment").millis(1, 8),
            span(1, 0, "post").kind(SpanKind.CLIENT).in("shop").millis(0, 9));

    assertThat(outline(trace)).isEqualTo("post .handle");
    assertThat(trace.complete()).isTrue();
  }

  @Test
  void sameIdTwice_bothAreThere() {
    TraceAnalysis trace =
        trace(
            span(1, 0, "root").millis(0, 9),
            span(2, 1, "one").millis(1, 4),
            span(2, 1, "two").millis(5, 8),
            span(3, 2, "child").millis(2, 3));

    assertThat(outline(trace)).isEqualTo("root .one ..child .two");
  }

  @Test
  void severalRoots_areSeveralTrees() {
    TraceAnalysis trace =
        trace(
            span(1, 0, "first").millis(0, 4),
            span(2, 0, "second").millis(6, 9),
            span(3, 2, "child").millis(7, 8));

    assertThat(outline(trace)).isEqualTo("first second .child");
    assertThat(trace.complete()).isTrue();
    assertThat(trace.durationNanos()).isEqualTo(9 * TestSpan.MILLI);
  }

  @Test
  void endBeforeStart_tookNoTime() {
    TraceAnalysis trace = trace(span(1, 0, "root").millis(0, 9), span(2, 1, "back").millis(5, 3));

    assertThat(Drawing.each(trace, SpanNode::durationNanos)).isEqualTo("root 9, back 0");
    assertThat(Drawing.each(trace, SpanNode::offsetNanos)).isEqualTo("root 0, back 5");
  }

  @Test
  void timesBeyondWhatIsSigned_areTheEndOfTime() {
    TraceAnalysis trace = trace(span(1, 0, "absurd").nanos(-2, -1));

    assertThat(trace.startEpochNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(trace.durationNanos()).isZero();
  }

  @Test
  void longestPossibleSpan_isShown() {
    TraceAnalysis trace =
        trace(span(1, 0, "eternity").nanos(0, Long.MAX_VALUE), span(2, 1, "a").millis(5, 6));

    assertThat(trace.durationNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(trace.nodes().get(0).selfNanos()).isEqualTo(Long.MAX_VALUE - TestSpan.MILLI);
  }

  @Test
  void startThatWasNeverSet_isTheParentsStart_andDoesNotStretchTheTrace() {
    long now = 1_790_000_000_000L;
    TraceAnalysis trace =
        trace(
            span(1, 0, "root").millis(now, now + 10),
            span(2, 1, "a").millis(now + 4, now + 8),
            span(3, 2, "unset").nanos(0, (now + 5) * TestSpan.MILLI));

    assertThat(trace.durationNanos()).isEqualTo(10 * TestSpan.MILLI);
    assertThat(Drawing.each(trace, SpanNode::offsetNanos)).isEqualTo("root 0, a 4, unset 4");
  }

  @Test
  void rootWhoseStartWasNeverSet_beginsWithTheFirstOther() {
    long now = 1_790_000_000_000L;
    TraceAnalysis trace =
        trace(span(1, 0, "unset").nanos(0, 0), span(2, 1, "a").millis(now + 4, now + 8));

    assertThat(outline(trace)).isEqualTo("unset .a");
    assertThat(trace.durationNanos()).isEqualTo(4 * TestSpan.MILLI);
  }

  @Test
  void order_ofArrivalDoesNotMatter() {
    List<SpanData> spans = new ArrayList<>();
    spans.add(span(1, 0, "root").millis(0, 100).build());
    for (int i = 2; i <= 40; i++) {
      // many that begin together, some without their parent
      spans.add(span(i, i % 7 == 0 ? 99 : i / 3 + 1, "s" + i).millis(i / 5, i / 5 + 3).build());
    }
    String expected = outline(TraceAnalysis.of(spans));

    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(spans, random);
      assertThat(outline(TraceAnalysis.of(spans))).isEqualTo(expected);
    }
  }

  @Test
  void services_areInTheOrderOfTheTree_unknownOnesHaveAName() {
    TraceAnalysis trace =
        trace(
            span(1, 0, "root").in("web").millis(0, 9),
            span(2, 1, "a").resource(Map.of()).millis(1, 2),
            span(3, 1, "b").in("web").millis(3, 4).failed(""));

    assertThat(trace.services()).containsExactly("web", "unknown_service");
    assertThat(trace.errorCount()).isEqualTo(1);
  }

  @Test
  void noSpans_areNoTrace() {
    assertThatThrownBy(() -> TraceAnalysis.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void chainOfAHundredThousand_isRead() {
    List<SpanData> spans = new ArrayList<>();
    int length = 100_000;
    for (int i = 1; i <= length; i++) {
      spans.add(span(i, i - 1, "s").nanos(i, 3L * length - i).build());
    }
    TraceAnalysis trace = TraceAnalysis.of(spans);

    assertThat(trace.nodes().get(length - 1).depth()).isEqualTo(length - 1);
    assertThat(trace.criticalPath()).hasSize(2 * length - 1);
    assertThat(Comparison.of(trace, trace).rows()).hasSize(length);
  }

  @Test
  void aHundredThousandSpansOfOneId_areRead() {
    List<SpanData> spans = new ArrayList<>();
    for (int i = 1; i <= 100_000; i++) {
      spans.add(span(7, 7, "s").kind(SpanKind.SERVER).nanos(i, i + 5).build());
    }

    assertThat(TraceAnalysis.of(spans).nodes()).hasSize(100_000);
  }

  @Test
  void aHundredThousandChildren_areRead() {
    List<SpanData> spans = new ArrayList<>();
    spans.add(span(1, 0, "root").nanos(0, 200_000).build());
    for (int i = 2; i <= 100_000; i++) {
      SpanKind kind = i % 2 == 0 ? SpanKind.CLIENT : SpanKind.INTERNAL;
      spans.add(span(i, 1, "s" + i % 3).kind(kind).nanos(i, i + i % 5).build());
    }

    assertThat(TraceAnalysis.of(spans).nodes().get(0).childCount()).isEqualTo(99_999);
  }

  @Test
  void circleWithATail_isOpenedWhereTheCircleBeganInTime() {
    TraceAnalysis trace =
        trace(
            span(1, 3, "a").millis(1, 9),
            span(2, 1, "b").millis(2, 8),
            span(3, 2, "c").millis(3, 7),
            span(4, 3, "tail").millis(0, 5));

    assertThat(outline(trace)).isEqualTo("?a .b ..c ...tail");
  }

  @Test
  void spansOfOneIdThatAreTheirOwnParents_allBeginTrees() {
    assertThat(outline(trace(span(7, 7, "a").millis(0, 9), span(7, 7, "b").millis(1, 2))))
        .isEqualTo("?a ?b");
  }

  @Test
  void sharedSpan_hasTheChildrenOfOtherInstancesOfItsService() {
    TraceAnalysis trace =
        trace(
            span(2, 0, "post").kind(SpanKind.CLIENT).in("shop").millis(1, 15),
            span(2, 0, "handle").kind(SpanKind.SERVER).in("payment").millis(3, 12),
            span(3, 2, "audit")
                .resource(Map.of("service.name", "shop", "host.name", "another"))
                .millis(4, 5));

    assertThat(outline(trace)).isEqualTo("post .handle .audit");
  }
}
