package dev.skein.benchmarks.jmh;

import dev.skein.benchmarks.Exchange;
import dev.skein.benchmarks.Outgoing;
import dev.skein.benchmarks.Subject;

/** Reads and writes contexts. Thread-safe. */
interface Codec {
  Object extract(Exchange exchange);

  void inject(Object context, Outgoing outgoing);

  static Codec of(Subject subject) {
    return new Codec() {
      @Override
      public Object extract(Exchange exchange) {
        return subject.extract(exchange);
      }

      @Override
      public void inject(Object context, Outgoing outgoing) {
        subject.inject(context, outgoing);
      }
    };
  }
}
