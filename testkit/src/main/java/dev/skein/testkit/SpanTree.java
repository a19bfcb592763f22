package dev.skein.testkit;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a span and everything below it should look like, for {@link TraceAssert#hasTree}; made by
 * {@link SkeinAssertions#span}. Says the name and all children; kind, service, status and
 * attributes where they matter. The order of children does not: siblings may run at the same time.
 * Immutable.
 */
public final class SpanTree {
  private final String name;
  private final @Nullable SpanKind kind;
  private final @Nullable String service;
  private final @Nullable StatusCode status;
  private final Map<String, Object> attributes;
  private final List<SpanTree> children;

  private SpanTree(
      String name,
      @Nullable SpanKind kind,
      @Nullable String service,
      @Nullable StatusCode status,
      Map<String, Object> attributes,
      List<SpanTree> children) {
    this.name = Objects.requireNonNull(name, "name");
    this.kind = kind;
    this.service = service;
    this.status = status;
    this.attributes = attributes;
    this.children = children;
  }

  static SpanTree of(@Nullable SpanKind kind, String name, SpanTree... children) {
    return new SpanTree(name, kind, null, null, Map.of(), List.of(children));
  }

  /** Of this service. */
  public SpanTree in(String serviceName) {
    return new SpanTree(name, kind, serviceName, status, attributes, children);
  }

  /** With this status. */
  public SpanTree status(StatusCode code) {
    return new SpanTree(name, kind, service, code, attributes, children);
  }

  /** With this attribute, among others. */
  public SpanTree attribute(String attribute, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new SpanTree(name, kind, service, status, more, children);
  }

  /** What is different about a span and what is below it, in one sentence; null for nothing. */
  @Nullable String difference(SpanData span, Trace trace) {
    if (!isLike(span)) {
      return "expected " + this + ", found " + line(span);
    }
    List<SpanTree> missing = new ArrayList<>();
    List<SpanData> unexpected = new ArrayList<>(trace.children(span));
    if (pair(0, new ArrayList<>(unexpected), trace)) {
      return null;
    }
    for (SpanTree child : children) {
      SpanData found = first(unexpected, candidate -> child.difference(candidate, trace) == null);
      if (found == null) {
        missing.add(child);
      } else {
        unexpected.remove(found);
      }
    }
    for (SpanTree child : missing) {
      SpanData similar = first(unexpected, child::isLike);
      String deeper = similar == null ? null : child.difference(similar, trace);
      if (deeper != null) {
        return deeper;
      }
    }
    return "below "
        + line(span)
        + (missing.isEmpty() ? "" : " there is no " + missing)
        + (missing.isEmpty() || unexpected.isEmpty() ? "" : ", but")
        + (unexpected.isEmpty()
            ? ""
            : " there is " + unexpected.stream().map(SpanTree::line).toList() + " unexpected");
  }

  private static @Nullable SpanData first(List<SpanData> spans, Predicate<SpanData> condition) {
    return spans.stream().filter(condition).findFirst().orElse(null);
  }

  /** Whether each child from one on has a span of its own, and no span is left. */
  private boolean pair(int child, List<SpanData> left, Trace trace) {
    if (child == children.size()) {
      return left.isEmpty();
    }
    for (int i = 0; i < left.size(); i++) {
      if (children.get(child).difference(left.get(i), trace) == null) {
        SpanData taken = left.remove(i);
        if (pair(child + 1, left, trace)) {
          return true;
        }
        left.add(i, taken);
      }
    }
    return false;
  }

  private boolean isLike(SpanData span) {
    return span.name().equals(name)
        && (kind == null || span.kind() == kind)
        && (service == null || Trace.service(span).equals(service))
        && (status == null || span.statusCode() == status)
        && attributes.entrySet().stream()
            .allMatch(
                entry -> SpanAssert.same(entry.getValue(), span.attributes().get(entry.getKey())));
  }

  private static String line(SpanData span) {
    return '"'
        + PrintableText.of(span.name())
        + '"'
        + (span.kind() == SpanKind.INTERNAL ? "" : " " + span.kind());
  }

  /** The span itself, on one line. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append('"').append(name).append('"');
    if (kind != null && kind != SpanKind.INTERNAL) {
      out.append(' ').append(kind);
    }
    if (service != null) {
      out.append(" in ").append(service);
    }
    if (status != null) {
      out.append(' ').append(status);
    }
    return out.append(attributes.isEmpty() ? "" : " " + attributes).toString();
  }

  /** The tree, one line per span, indented below its parent. */
  String text() {
    StringBuilder out = new StringBuilder();
    write(out, 1);
    return out.toString();
  }

  private void write(StringBuilder out, int depth) {
    out.append('\n').append("  ".repeat(depth)).append(this);
    children.forEach(child -> child.write(out, depth + 1));
  }
}
