package dev.skein.viewer.store;

import java.util.List;
import java.util.function.LongFunction;

/** Runs in a small heap: compares what stores count with what they take, and fills one for long. */
final class MemoryProof {
  private static final int BATCH = 50;

  private MemoryProof() {}

  /** The spans that pass through, and the limit of bytes. */
  public static void main(String[] arguments) {
    long spans = Long.parseLong(arguments[0]);
    long maxBytes = Long.parseLong(arguments[1]);
    Load load = new Load();
    // once for the classes that it takes
    fill(TraceStores.inMemory(1_000, TraceStores.MIN_BYTES), number -> load.next(BATCH));
    compare("ordinary", maxBytes, number -> load.next(BATCH));
    compare("own names", maxBytes, number -> List.of(ownName(number)));
    compare("small", maxBytes, number -> List.of(small(number)));
    compare("large", maxBytes, number -> List.of(large(number)));
    compare("own resources", maxBytes, number -> List.of(ownSource(number)));
    passThrough(spans, maxBytes);
  }

  private static void compare(String what, long maxBytes, LongFunction<List<SpanRecord>> spans) {
    long before = usedHeap();
    TraceStore store = TraceStores.inMemory(TraceStores.MAX_SPANS, maxBytes);
    fill(store, spans);
    long heap = usedHeap() - before;
    System.out.printf("count;%s;%d;%d%n", what, store.stats().bytes(), heap);
    store.close();
  }

  /** Adds spans until some have to leave. */
  private static void fill(TraceStore store, LongFunction<List<SpanRecord>> spans) {
    for (long number = 1; store.stats().evictedTraces() == 0; number++) {
      store.add(spans.apply(number));
    }
  }

  private static void passThrough(long spans, long maxBytes) {
    TraceStore store = TraceStores.inMemory(500_000, maxBytes);
    Load load = new Load();
    long most = 0;
    long number = 0;
    while (store.stats().addedSpans() < spans) {
      store.add(load.next(BATCH));
      // some of everything that could be kept by mistake
      store.add(List.of(ownName(++number), ownSource(number), small(number)));
      most = Math.max(most, store.stats().bytes());
    }
    StoreStats stats = store.stats();
    System.out.printf("passed;%d;%d;%d%n", stats.addedSpans(), stats.spans(), most);
    store.close();
  }

  private static SpanRecord ownName(long number) {
    return TestSpan.of(-number, 1).name("GET /users/" + number * 7_919).record();
  }

  private static SpanRecord small(long number) {
    return TestSpan.of(-number, 2).name("a").record();
  }

  private static SpanRecord large(long number) {
    return TestSpan.of(-number, 3).attribute("text", "x".repeat(50_000)).record();
  }

  private static SpanRecord ownSource(long number) {
    return TestSpan.of(-number, 4)
        .source(TestSpan.source("service-" + number, "service.instance.id", "i-" + number))
        .record();
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
