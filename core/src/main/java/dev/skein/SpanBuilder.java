package dev.skein;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prepares one span: parent, kind, links, attributes a sampler can see. Not thread-safe. */
public final class SpanBuilder {
  private final Tracer tracer;
  private final String name;
  private final Attributes.Builder attributes = Attributes.builder();
  private final List<SpanContext> linked = new ArrayList<>(0);
  private final List<Attributes> linkAttributes = new ArrayList<>(0);
  private @Nullable Context parent;
  private SpanKind kind = SpanKind.INTERNAL;
  private @Nullable Instant startTimestamp;

  SpanBuilder(Tracer tracer, String name) {
    this.tracer = tracer;
    this.name = name;
  }

  /** Takes the parent from a context; the default is the context current at the start. */
  public SpanBuilder setParent(Context context) {
    parent = Objects.requireNonNull(context, "context");
    return this;
  }

  /** Makes the span the root of a new trace. */
  public SpanBuilder setNoParent() {
    parent = Context.root();
    return this;
  }

  /** Sets the kind; the default is {@link SpanKind#INTERNAL}. */
  public SpanBuilder setSpanKind(SpanKind kind) {
    this.kind = Objects.requireNonNull(kind, "kind");
    return this;
  }

  /** Sets an attribute. */
  public <T> SpanBuilder setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
    attributes.put(key, value);
    return this;
  }

  /** Sets a text. */
  public SpanBuilder setAttribute(String name, @Nullable String value) {
    attributes.put(name, value);
    return this;
  }

  /** Sets a whole number. */
  public SpanBuilder setAttribute(String name, long value) {
    attributes.put(name, value);
    return this;
  }

  /** Sets a floating point number. */
  public SpanBuilder setAttribute(String name, double value) {
    attributes.put(name, value);
    return this;
  }

  /** Sets a boolean. */
  public SpanBuilder setAttribute(String name, boolean value) {
    attributes.put(name, value);
    return this;
  }

  /** Links to another span. */
  public SpanBuilder addLink(SpanContext linked) {
    return addLink(linked, Attributes.empty());
  }

  /** Links to another span. */
  public SpanBuilder addLink(SpanContext linked, Attributes attributes) {
    this.linked.add(Objects.requireNonNull(linked, "linked"));
    linkAttributes.add(Objects.requireNonNull(attributes, "attributes"));
    return this;
  }

  /** Sets when the span began; the default is the time of starting. */
  public SpanBuilder setStartTimestamp(Instant timestamp) {
    startTimestamp = Objects.requireNonNull(timestamp, "timestamp");
    return this;
  }

  /** Starts the span. It does not become current. */
  public Span startSpan() {
    Context context = parent == null ? tracer.currentContext() : parent;
    Span span = tracer.startSpan(name, kind, context, attributes.build(), startTimestamp, 0);
    for (int i = 0; i < linked.size(); i++) {
      span.addLink(linked.get(i), linkAttributes.get(i));
    }
    return span;
  }
}
