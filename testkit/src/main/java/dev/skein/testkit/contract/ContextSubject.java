package dev.skein.testkit.contract;

import java.util.Map;

/** A framework in which the current context has to be there wherever a request is worked on. */
public interface ContextSubject extends AutoCloseable {
  /**
   * Has a request take a hop from one place to another. In the hop, a span called {@code in} and
   * the hop's name is started from the current context, with kind {@code INTERNAL}, and ended; when
   * the hop is through and the request goes on, another one called {@code after} and the name.
   * Called by many threads at once.
   *
   * @param hop for example {@code executor-service}; {@code parallel} is four tasks at once
   * @param caller the headers of the request: {@code traceparent} and {@code baggage}. For a
   *     subject in this JVM the contract has made them, and a span of the request, current; one in
   *     a process of its own is sent a request that has them.
   */
  HopResult run(String hop, Map<String, String> caller) throws Exception;

  /**
   * Stops it. A framework in a process of its own has delivered all its spans when this returns;
   * for one in this JVM, the contract does that.
   */
  @Override
  void close() throws Exception;
}
