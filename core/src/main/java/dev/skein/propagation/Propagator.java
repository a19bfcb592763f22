package dev.skein.propagation;

import dev.skein.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries a context across a process boundary in header fields. Implementations are thread-safe and
 * never throw, whatever the headers hold and whatever the carrier does.
 */
public interface Propagator {
  /** The header names that are read and written, in lowercase. */
  List<String> fields();

  /**
   * The context that a request brings, on top of another one.
   *
   * @param base null for {@link Context#root()}
   * @return {@code base} itself when the request brings nothing valid
   */
  <C> Context extract(@Nullable Context base, C carrier, Getter<C> getter);

  /** Writes a context to the request that is about to be sent; null writes nothing. */
  <C> void inject(@Nullable Context context, C carrier, Setter<C> setter);

  /** {@link #traceContext()} and {@link #baggage()}: the default. */
  static Propagator w3c() {
    return W3cPropagator.INSTANCE;
  }

  /**
   * The span context in {@code traceparent} and {@code tracestate}.
   *
   * @see <a href="https://www.w3.org/TR/trace-context-2/">W3C Trace Context Level 2</a>
   */
  static Propagator traceContext() {
    return TraceContextPropagator.INSTANCE;
  }

  /**
   * The baggage in {@code baggage}.
   *
   * @see <a href="https://www.w3.org/TR/baggage/">W3C Baggage</a>
   */
  static Propagator baggage() {
    return BaggagePropagator.INSTANCE;
  }

  /** Reads and writes nothing. */
  static Propagator noop() {
    return CompositePropagator.NOOP;
  }

  /**
   * Several propagators, each once, in their order: of two that read the same thing the later one
   * wins. One that throws is skipped.
   */
  static Propagator composite(List<Propagator> propagators) {
    return CompositePropagator.of(propagators);
  }
}
