package dev.skein.export;

import java.util.ArrayList;
import java.util.List;

/** Batches for tests of exporters. */
final class Batches {
  private Batches() {}

  static SpanBatch of(EncodableSpan... spans) {
    List<Chunk> sealed = new ArrayList<>();
    SpanBuffers buffers =
        new SpanBuffers(new MemoryBudget(1 << 20), 64 << 10, sealed::add, 1, null);
    for (EncodableSpan span : spans) {
      buffers.append(span);
    }
    buffers.sealAll(0);
    return new SpanBatch(TestSpan.resource("shop"), TestSpan.scope("dev.skein"), sealed);
  }
}
