package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What went wrong: with the request, and with its trace. */
final class FlawHints {
  /** A smaller difference of clocks changes nothing that anybody would see. */
  static final long MIN_SKEW_NANOS = 1_000_000;

  /** The same for the part of the trace that it is. */
  static final double MIN_SKEW_PART = 0.05;

  /** So many spans are named; a trace that has lost its root may have lost thousands. */
  static final int MAX_SPANS = 20;

  private FlawHints() {}

  /** Where errors began: failed spans without a failed descendant. */
  static List<Hint> errors(NodeTree tree) {
    int[] failedBelow = new int[tree.nodes().size()];
    List<SpanNode> origins = new ArrayList<>();
    for (int i = failedBelow.length - 1; i >= 0; i--) {
      SpanNode node = tree.node(i);
      if (node.failed() && failedBelow[i] == 0) {
        origins.add(node);
      }
      if (node.parent() >= 0) {
        failedBelow[node.parent()] += failedBelow[i] + (node.failed() ? 1 : 0);
      }
    }
    if (origins.isEmpty()) {
      return List.of();
    }
    Collections.reverse(origins);
    SpanNode origin = gravest(tree, origins);
    return List.of(
        new Hint(
            Hint.Kind.ERRORS,
            "The error began in " + Words.span(origin),
            what(tree, origin) + consequence(tree, origin) + others(origins.size() - 1),
            spans(origin, origins)));
  }

  /** The first that failed everything above it; else the first. */
  private static SpanNode gravest(NodeTree tree, List<SpanNode> origins) {
    boolean[] failedUpToRoot = new boolean[tree.nodes().size()];
    for (SpanNode node : tree.nodes()) {
      failedUpToRoot[node.index()] =
          isPartOfFailure(tree, node) && (node.parent() < 0 || failedUpToRoot[node.parent()]);
    }
    for (SpanNode origin : origins) {
      if (failedUpToRoot[origin.index()]) {
        return origin;
      }
    }
    return origins.get(0);
  }

  /**
   * Whether a failure went through a span: it failed, or it answered a call that failed. By
   * OpenTelemetry's conventions a server that answers 404 has not failed, but its client has.
   */
  private static boolean isPartOfFailure(NodeTree tree, SpanNode node) {
    return node.failed()
        || (node.span().kind() == SpanKind.SERVER
            && node.parent() >= 0
            && tree.node(node.parent()).span().kind() == SpanKind.CLIENT
            && tree.node(node.parent()).failed());
  }

  private static String what(NodeTree tree, SpanNode origin) {
    String failure = Words.failure(origin.span());
    StringBuilder what = new StringBuilder(failure.isEmpty() ? "It does not say why" : failure);
    if (!failure.endsWith(".") && !failure.endsWith("…")) {
      what.append('.');
    }
    SpanNode callee = tree.callee(origin);
    String name = Words.callee(origin.span());
    if (callee != null) {
      what.append(" So answered ").append(Words.service(callee.service())).append('.');
    } else if (!name.isEmpty()) {
      what.append(" It called ").append(name).append(", which has sent no span.");
    }
    return what.toString();
  }

  private static String consequence(NodeTree tree, SpanNode origin) {
    int failed = 0;
    SpanNode node = origin;
    while (node.parent() >= 0 && isPartOfFailure(tree, tree.node(node.parent()))) {
      node = tree.node(node.parent());
      failed += node.failed() ? 1 : 0;
    }
    if (node.parent() < 0) {
      return failed == 0
          ? ""
          : " It failed " + Words.count(failed, "span", "spans") + " above it, up to the root.";
    }
    SpanNode handler = tree.node(node.parent());
    return " " + Words.span(handler) + " went on in spite of it.";
  }

  private static String others(int count) {
    return switch (count) {
      case 0 -> "";
      case 1 -> " Another span failed by itself.";
      default -> " " + count + " other spans failed by themselves.";
    };
  }

  private static List<Integer> spans(SpanNode first, List<SpanNode> all) {
    List<Integer> spans = new ArrayList<>();
    spans.add(first.index());
    all.stream()
        .filter(node -> node.index() != first.index())
        .limit(MAX_SPANS - 1)
        .forEach(node -> spans.add(node.index()));
    return spans;
  }

  /** Whether spans are missing, as far as others show it. */
  static List<Hint> incomplete(NodeTree tree) {
    List<SpanNode> orphans = tree.nodes().stream().filter(SpanNode::missingParent).toList();
    if (orphans.isEmpty()) {
      return List.of();
    }
    boolean rootless = tree.node(tree.root()).missingParent();
    String names = orphans.size() == 1 ? " names a parent" : " name parents";
    return List.of(
        new Hint(
            Hint.Kind.INCOMPLETE,
            rootless ? "The root of the trace is missing" : "Part of the trace is missing",
            Words.count(orphans.size(), "span", "spans")
                + names
                + " that "
                + (orphans.size() == 1 ? "is" : "are")
                + " not here, the first is "
                + Words.span(orphans.get(0))
                + ". The missing spans have not come yet, were not recorded, or were sent"
                + " elsewhere.",
            orphans.stream().limit(MAX_SPANS).map(SpanNode::index).toList()));
  }

  /** Whose clock differs, and from whose. */
  static List<Hint> skew(NodeTree tree) {
    Map<String, SpanNode> moved = new LinkedHashMap<>();
    for (SpanNode node : tree.nodes()) {
      if (node.parent() >= 0) {
        long skew = Math.abs(node.skewNanos());
        if (skew >= MIN_SKEW_NANOS && tree.isPart(skew, MIN_SKEW_PART)) {
          moved.putIfAbsent(node.service(), node);
        }
      }
    }
    if (moved.isEmpty()) {
      return List.of();
    }
    List<String> clocks = new ArrayList<>();
    for (SpanNode node : moved.values()) {
      clocks.add(
          Words.service(node.service())
              + " by "
              + DurationText.of(Math.abs(node.skewNanos()))
              + (node.skewNanos() > 0 ? " (its clock is slow)" : " (its clock is fast)"));
    }
    return List.of(
        new Hint(
            Hint.Kind.CLOCK_SKEW,
            "Clocks differ",
            "By their own clocks, spans ran outside of the calls that they answer. They are shown"
                + " within them, with all that is below them: moved are "
                + String.join(", ", clocks.subList(0, Math.min(MAX_SPANS, clocks.size())))
                + ".",
            moved.values().stream().limit(MAX_SPANS).map(SpanNode::index).toList()));
  }
}
