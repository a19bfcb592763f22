package dev.skein.http;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.Span;
import dev.skein.SpanContext;
import dev.skein.internal.Nullable;

/** What a server span starts with that begins a trace of its own: a link to the caller's span. */
record CallersLink(AttributeView attributes, SpanContext caller) implements AttributeView {
  @Override
  public <T> @Nullable T get(AttributeKey<T> key) {
    return attributes.get(key);
  }

  @Override
  public void applyTo(Span span) {
    span.addLink(caller);
    attributes.applyTo(span);
  }
}
