package dev.skein.viewer.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any spans, however little they are a tree. */
class TraceAnalysisPropertyTest {
  /** Few ids, so that parents, circles, duplicates and orphans all come up. */
  private static Arbitrary<SpanData> span(Arbitrary<Long> times) {
    return Combinators.combine(
            Arbitraries.longs().between(1, 12).withoutEdgeCases(),
            Arbitraries.longs().between(0, 14).withoutEdgeCases(),
            Arbitraries.of(SpanKind.values()).withoutEdgeCases(),
            Arbitraries.of("a", "b", "c").withoutEdgeCases(),
            times,
            times,
            Arbitraries.of(true, false).withoutEdgeCases())
        .as(
            (id, parent, kind, service, start, end, failed) -> {
              TestSpan span = TestSpan.span(id, parent, "s" + id).kind(kind).in(service);
              span.nanos(start, end);
              return failed ? span.failed("").build() : span.build();
            });
  }

  @Provide
  Arbitrary<List<SpanData>> plausible() {
    return span(Arbitraries.longs().between(0, 200)).list().ofMinSize(1).ofMaxSize(20);
  }

  @Provide
  Arbitrary<List<SpanData>> absurd() {
    return span(Arbitraries.longs()).list().ofMinSize(1).ofMaxSize(20);
  }

  @Property
  void everySpan_isInTheTreeOnce(@ForAll("plausible") List<SpanData> spans) {
    Map<SpanData, Integer> seen = new IdentityHashMap<>();
    TraceAnalysis.of(spans).nodes().forEach(node -> seen.merge(node.span(), 1, Integer::sum));

    assertThat(seen).hasSize(spans.size());
    assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(spans);
  }

  @Property
  void figuresOfTheTree_agree(@ForAll("plausible") List<SpanData> spans) {
    List<SpanNode> nodes = TraceAnalysis.of(spans).nodes();
    Map<Integer, Integer> children = new HashMap<>();
    Map<Integer, Integer> descendants = new HashMap<>();
    for (SpanNode node : nodes) {
      assertThat(node.parent()).isLessThan(node.index());
      if (node.parent() >= 0) {
        SpanNode parent = nodes.get(node.parent());
        assertThat(node.depth()).isEqualTo(parent.depth() + 1);
        assertThat(node.index()).isLessThanOrEqualTo(parent.index() + parent.descendantCount());
        children.merge(parent.index(), 1, Integer::sum);
      }
      for (int i = node.parent(); i >= 0; i = nodes.get(i).parent()) {
        descendants.merge(i, 1, Integer::sum);
      }
    }
    for (SpanNode node : nodes) {
      assertThat(node.childCount()).isEqualTo(children.getOrDefault(node.index(), 0));
      assertThat(node.descendantCount()).isEqualTo(descendants.getOrDefault(node.index(), 0));
    }
  }

  @Property
  void selfTime_isTheTimeInWhichNoChildRuns(@ForAll("plausible") List<SpanData> spans) {
    List<SpanNode> nodes = TraceAnalysis.of(spans).nodes();
    for (SpanNode node : nodes) {
      long self = 0;
      for (long time = node.offsetNanos(); time < node.endNanos(); time++) {
        long at = time;
        boolean covered =
            nodes.stream()
                .anyMatch(
                    child ->
                        child.parent() == node.index()
                            && child.offsetNanos() <= at
                            && at < child.endNanos());
        self += covered ? 0 : 1;
      }
      assertThat(node.selfNanos()).isEqualTo(self);
    }
  }

  @Property
  void criticalPath_goesThroughSpansWhileTheyRan_onceEach(
      @ForAll("plausible") List<SpanData> spans, @ForAll("absurd") List<SpanData> absurd) {
    checkSegments(TraceAnalysis.of(spans));
    checkSegments(TraceAnalysis.of(absurd));
  }

  @Property
  void criticalPath_reachesFromTheRootsStartToItsEnd(
      @ForAll("plausible") List<SpanData> spans, @ForAll("absurd") List<SpanData> absurd) {
    checkRoot(TraceAnalysis.of(spans));
    checkRoot(TraceAnalysis.of(absurd));
  }

  @Property
  void criticalPath_reachesToTheEndOfTheLastThatNobodyWaitedFor(
      @ForAll("plausible") List<SpanData> spans, @ForAll("absurd") List<SpanData> absurd) {
    checkEndAndGaps(TraceAnalysis.of(spans));
    checkEndAndGaps(TraceAnalysis.of(absurd));
  }

  /** Within a true root the path has neither gaps nor anything that is not below it. */
  private static void checkRoot(TraceAnalysis trace) {
    SpanNode root = trace.nodes().get(trace.root());
    if (root.missingParent()) {
      return;
    }
    long time = root.offsetNanos();
    for (PathSegment segment : trace.criticalPath()) {
      if (segment.fromNanos() >= root.offsetNanos() && segment.toNanos() <= root.endNanos()) {
        assertThat(segment.fromNanos()).isEqualTo(time);
        assertThat(segment.span()).isBetween(root.index(), root.index() + root.descendantCount());
        time = segment.toNanos();
      }
    }
    assertThat(time).isEqualTo(root.endNanos());
  }

  private static void checkEndAndGaps(TraceAnalysis trace) {
    long time = 0;
    List<SpanNode> unawaited = unawaited(trace);
    List<PathSegment> path = new ArrayList<>(trace.criticalPath());
    path.add(new PathSegment(0, Long.MAX_VALUE, Long.MAX_VALUE));
    boolean rootless = trace.nodes().get(trace.root()).missingParent();
    for (PathSegment segment : path) {
      for (SpanNode node : unawaited) {
        boolean told = rootless && node.span().kind() == SpanKind.CONSUMER;
        long from = Math.max(time, node.offsetNanos());
        long to = Math.min(segment.fromNanos(), node.endNanos());
        assertThat(from >= to || told).as("%s runs in a gap of %s", node, path).isTrue();
      }
      time = segment.toNanos();
    }
    int last = trace.criticalPath().size() - 1;
    assertThat(last < 0 ? 0 : trace.criticalPath().get(last).toNanos())
        .isEqualTo(
            unawaited.stream()
                .filter(node -> node.durationNanos() > 0)
                .mapToLong(SpanNode::endNanos)
                .max()
                .orElse(0));
  }

  /** Roots of any kind, and what cannot have kept its parent waiting. */
  private static List<SpanNode> unawaited(TraceAnalysis trace) {
    return trace.nodes().stream()
        .filter(
            node -> {
              if (node.parent() < 0) {
                return true;
              }
              SpanNode parent = trace.nodes().get(node.parent());
              return node.offsetNanos() >= parent.endNanos()
                  || (node.span().kind() == SpanKind.CONSUMER
                      && node.endNanos() > parent.endNanos());
            })
        .toList();
  }

  private static void checkSegments(TraceAnalysis trace) {
    long time = 0;
    long[] critical = new long[trace.nodes().size()];
    for (PathSegment segment : trace.criticalPath()) {
      SpanNode node = trace.nodes().get(segment.span());
      assertThat(segment.fromNanos()).isGreaterThanOrEqualTo(time);
      assertThat(segment.toNanos()).isGreaterThan(segment.fromNanos());
      assertThat(node.offsetNanos()).isLessThanOrEqualTo(segment.fromNanos());
      assertThat(node.endNanos()).isGreaterThanOrEqualTo(segment.toNanos());
      time = segment.toNanos();
      critical[segment.span()] += segment.durationNanos();
    }
    for (SpanNode node : trace.nodes()) {
      assertThat(node.criticalNanos()).isEqualTo(critical[node.index()]);
      assertThat(node.criticalNanos()).isLessThanOrEqualTo(node.durationNanos());
    }
  }

  @Property
  void times_areWithinTheTrace(@ForAll("absurd") List<SpanData> spans) {
    TraceAnalysis trace = TraceAnalysis.of(spans);
    for (SpanNode node : trace.nodes()) {
      assertThat(node.offsetNanos()).isNotNegative();
      assertThat(node.durationNanos()).isNotNegative();
      assertThat(node.selfNanos()).isBetween(0L, node.durationNanos());
      assertThat(node.endNanos()).isBetween(0L, trace.durationNanos());
    }
    assertThat(trace.nodes()).anyMatch(node -> node.offsetNanos() == 0);
    assertThat(trace.startEpochNanos()).isNotNegative();
  }

  @Property
  void spansAreMoved_onlyFromOneProcessToAnother(@ForAll("plausible") List<SpanData> spans) {
    List<SpanNode> nodes = TraceAnalysis.of(spans).nodes();
    for (SpanNode node : nodes) {
      if (node.parent() < 0) {
        assertThat(node.skewNanos()).isZero();
      } else if (nodes.get(node.parent()).service().equals(node.service())) {
        assertThat(node.skewNanos()).isEqualTo(nodes.get(node.parent()).skewNanos());
      }
    }
  }

  @Property
  void orderOfArrival_doesNotMatter(@ForAll("plausible") List<SpanData> spans, @ForAll long seed) {
    List<SpanData> shuffled = new ArrayList<>(spans);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(TraceAnalysis.of(shuffled).nodes()).isEqualTo(TraceAnalysis.of(spans).nodes());
  }

  @Property
  void hints_nameSpansOfTheTrace(@ForAll("absurd") List<SpanData> spans) {
    TraceAnalysis trace = TraceAnalysis.of(spans);
    for (Hint hint : trace.hints()) {
      assertThat(hint.spans()).isNotEmpty().allMatch(span -> span < trace.nodes().size());
    }
  }

  @Property
  void comparisonWithItself_isTheSameOnBothSides(@ForAll("plausible") List<SpanData> spans) {
    TraceAnalysis trace = TraceAnalysis.of(spans);
    List<Comparison.Row> rows = Comparison.of(trace, trace).rows();

    assertThat(rows).allMatch(row -> row.left() != null && row.left().equals(row.right()));
    assertThat(rows.stream().mapToInt(row -> row.left().count()).sum()).isEqualTo(spans.size());
  }
}
