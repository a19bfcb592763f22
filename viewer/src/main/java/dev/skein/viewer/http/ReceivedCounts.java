package dev.skein.viewer.http;

import java.util.concurrent.atomic.LongAdder;

/** What came in since the start. Thread-safe. */
final class ReceivedCounts {
  final LongAdder requests = new LongAdder();

  /** Of bodies that arrived as a whole, as they were sent. */
  final LongAdder bytes = new LongAdder();

  final LongAdder rejectedRequests = new LongAdder();

  /** Of requests that were accepted. */
  final LongAdder rejectedSpans = new LongAdder();
}
