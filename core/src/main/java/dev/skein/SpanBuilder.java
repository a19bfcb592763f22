package dev.skein;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prepares one span: parent, kind, links, attributes a sampler can see. Not thread-safe; null is
 * ignored.
 */
public final class SpanBuilder {
  private final Tracer tracer;
  private final @Nullable String name;
  private final Attributes.Builder attributes = Attributes.builder();
  private final List<SpanContext> linked = new ArrayList<>(0);
  private final List<Attributes> linkAttributes = new ArrayList<>(0);
  private @Nullable Context parent;
  private SpanKind kind = SpanKind.INTERNAL;
  private @Nullable Instant startTimestamp;

  SpanBuilder(Tracer tracer, @Nullable String name) {
    this.tracer = tracer;
    this.name = name;
  }

  /** Takes the parent from a context; the default is the context current at the start. */
  public SpanBuilder setParent(@Nullable Context context) {
    parent = context == null ? parent : context;
    return this;
  }

  /** Makes the span the root of a new trace. */
  public SpanBuilder setNoParent() {
    parent = Context.root();
    return this;
  }

  /** Sets the kind; the default is {@link SpanKind#INTERNAL}. */
  public SpanBuilder setSpanKind(@Nullable SpanKind kind) {
    this.kind = kind == null ? this.kind : kind;
    return this;
  }

  /** Sets an attribute. */
  public <T> SpanBuilder setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
    attributes.put(key, value);
    return this;
  }

  /** Sets a text. */
  public SpanBuilder setAttribute(@Nullable String name, @Nullable String value) {
    attributes.put(name, value);
    return this;
  }

  /** Sets a whole number. */
  public SpanBuilder setAttribute(@Nullable String name, long value) {
    attributes.put(name, value);
    return this;
  }

  /** Sets a floating point number. */
  public SpanBuilder setAttribute(@Nullable String name, double value) {
    attributes.put(name, value);
    return this;
  }

  /** Sets a boolean. */
  public SpanBuilder setAttribute(@Nullable String name, boolean value) {
    attributes.put(name, value);
    return this;
  }

  /** Links to another span. */
  public SpanBuilder addLink(@Nullable SpanContext linked) {
    return addLink(linked, Attributes.empty());
  }

  /** Links to another span. */
  public SpanBuilder addLink(@Nullable SpanContext linked, @Nullable Attributes attributes) {
    if (linked != null) {
      this.linked.add(linked);
      linkAttributes.add(attributes == null ? Attributes.empty() : attributes);
    }
    return this;
  }

  /** Sets when the span began; the default is the time of starting. */
  public SpanBuilder setStartTimestamp(@Nullable Instant timestamp) {
    startTimestamp = timestamp == null ? startTimestamp : timestamp;
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
