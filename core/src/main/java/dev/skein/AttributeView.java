package dev.skein;

import org.jspecify.annotations.Nullable;

/**
 * The attributes that a span starts with, computed when somebody wants them: a {@link Sampler} that
 * looks at one of them, or the span itself when it is recorded. An unsampled span costs nothing.
 *
 * <p>Called on the thread that starts the span; not to be kept.
 */
public interface AttributeView {
  /**
   * The value of an attribute that the new span will start with.
   *
   * @return null when the span will not have that attribute at its start
   */
  <T> @Nullable T get(AttributeKey<T> key);

  /** Sets the attributes on a recorded span that has just been made, before the hooks see it. */
  void applyTo(Span span);

  /** A view without attributes. */
  static AttributeView empty() {
    return Attributes.empty();
  }
}
