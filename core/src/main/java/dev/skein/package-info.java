/**
 * Distributed tracing for one service: {@link dev.skein.Skein} holds it together, a {@link
 * dev.skein.Tracer} starts {@link dev.skein.Span}s, a {@link dev.skein.Context} carries the current
 * one and the {@link dev.skein.Baggage}.
 *
 * <p>What an HTTP span means is in {@code dev.skein.http}, how context travels in {@code
 * dev.skein.propagation}, where spans go in {@code dev.skein.export}.
 */
@NullMarked
package dev.skein;

import org.jspecify.annotations.NullMarked;
