package dev.skein.benchmarks;

import java.time.Duration;

/**
 * A tracing library, used as its own documentation says, with the same work for each. Thread-safe.
 *
 * <p>The hop is: take the caller's context from the headers; a SERVER span with 7 attributes at its
 * start and 2 at its end, the current one while the request is served; inside it a CLIENT span with
 * 4 attributes at its start and 3 at its end, whose context is written to the headers of the
 * request that is sent.
 */
public interface Subject extends AutoCloseable {
  /** The spans of a sampled hop. */
  int SPANS_PER_HOP = 2;

  /** The hop. */
  void hop(Exchange exchange, Outgoing outgoing);

  /** Starts and ends a span without parent and attributes. */
  void bareSpan();

  /**
   * Starts and ends a SERVER span without parent, with 9 attributes: those that the hop's SERVER
   * span has, 7 at its start and 2 at its end.
   */
  void serverSpan(Exchange exchange);

  /** Starts and ends a span without parent, with so many attributes with texts for values. */
  void spanWith(AttributeSet attributes);

  /** Starts a span without parent and attributes that stays. */
  Object start();

  /** Ends a span that {@link #start} gave. */
  void end(Object span);

  /** Reads a context from the headers of a request. */
  Object extract(Exchange exchange);

  /** Writes a context that {@link #extract} gave to the headers of a request. */
  void inject(Object context, Outgoing outgoing);

  /** The spans that were given up, as the subject counts them; less than zero when it does not. */
  long dropped();

  /** Sends what has ended, and waits for that. */
  void flush(Duration timeout);

  @Override
  void close();
}
