package dev.skein.viewer.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the store costs on this machine, printed: rates, search times, bytes. Run by hand. */
final class StoreFigures {
  private static final int SPANS = 500_000;
  private static final int BATCH = 64;
  private static final int ROUNDS = 15;
  private static final long MAX_BYTES = 256L << 20;

  private StoreFigures() {}

  public static void main(String[] arguments) throws IOException {
    add(2 * SPANS, "warming up");
    add(4 * SPANS, "add");
    TraceStore store = TraceStores.inMemory(SPANS, 512L << 20);
    fill(store, new Load(), SPANS);
    store.add(
        List.of(
            TestSpan.of(-5, 1).name("needle").attribute("needle.key", "needle value").record()));
    long heap = usedHeap();
    StoreStats stats = store.stats();
    System.out.printf(
        "%,d spans: %,d bytes counted (%d a span), %,d bytes of heap%n",
        stats.spans(), stats.bytes(), stats.bytes() / stats.spans(), heap);
    queries().forEach((what, query) -> search(store, what, query));
    store.close();
    inDirectory();
  }

  private static void inDirectory() throws IOException {
    Path directory = Files.createTempDirectory("skein-store");
    TraceStore store = TraceStores.inDirectory(directory, SPANS, MAX_BYTES, Stored.READER);
    long start = System.nanoTime();
    fill(store, new Load(), 2 * SPANS);
    System.out.printf(
        "add with a directory, spans made meanwhile: %,d spans/s; %s%n",
        (long) (2 * SPANS / ((System.nanoTime() - start) / 1e9)), store.stats().disk());
    store.close();
    start = System.nanoTime();
    store = TraceStores.inDirectory(directory, SPANS, MAX_BYTES, Stored.READER);
    System.out.printf(
        "start with %,d spans: %,d ms%n",
        store.stats().spans(), (System.nanoTime() - start) / 1_000_000);
    store.clear();
    store.close();
  }

  private static void add(int spans, String what) {
    TraceStore store = TraceStores.inMemory(SPANS, MAX_BYTES);
    Load load = new Load();
    long nanos = 0;
    for (int done = 0; done < spans; done += BATCH * 1000) {
      List<List<SpanRecord>> batches = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        batches.add(load.next(BATCH / Load.SPANS_OF_TRACE));
      }
      long start = System.nanoTime();
      batches.forEach(store::add);
      nanos += System.nanoTime() - start;
    }
    StoreStats stats = store.stats();
    System.out.printf(
        "%s: %,d spans/s, %d spans held, %d evicted%n",
        what, (long) (stats.addedSpans() / (nanos / 1e9)), stats.spans(), stats.evictedSpans());
  }

  private static void fill(TraceStore store, Load load, int spans) {
    for (int done = 0; done < spans; done += BATCH) {
      store.add(load.next(BATCH / Load.SPANS_OF_TRACE));
    }
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static Map<String, TraceQuery> queries() {
    Map<String, TraceQuery> queries = new LinkedHashMap<>();
    queries.put("service, none", TraceQuery.builder().service("no such").build());
    queries.put(
        "service and operation, none together",
        TraceQuery.builder().service("gateway").operation("needle").build());
    queries.put("operation, one", TraceQuery.builder().operation("needle").build());
    queries.put("part of a name, one", TraceQuery.builder().text("NEEDL").build());
    queries.put(
        "error in a service, none",
        TraceQuery.builder().service("gateway").status(TraceQuery.Status.ERROR).build());
    queries.put("duration, none", TraceQuery.builder().minDuration(10_000_000_000L).build());
    queries.put("time, none", TraceQuery.builder().to(5).build());
    queries.put(
        "attribute, one",
        TraceQuery.builder().attribute(new AttributeTerm("needle.key", "needle value")).build());
    queries.put(
        "two attributes, never together",
        TraceQuery.builder()
            .attribute(new AttributeTerm("db.system.name", "postgresql"))
            .attribute(new AttributeTerm("http.request.method", "GET"))
            .build());
    queries.put(
        "caller, none together", TraceQuery.builder().caller("gateway").service("stock").build());
    queries.put("all", TraceQuery.ALL);
    return queries;
  }

  private static void search(TraceStore store, String what, TraceQuery query) {
    List<Double> millis = new ArrayList<>();
    int[] found = new int[1];
    for (int round = 0; round < ROUNDS; round++) {
      found[0] = 0;
      long start = System.nanoTime();
      store.scan(query, trace -> ++found[0] > 0);
      millis.add((System.nanoTime() - start) / 1e6);
    }
    double first = millis.get(0);
    millis.sort(null);
    System.out.printf(
        "search %s: %d found, first %.1f ms, median %.1f ms, slowest %.1f ms%n",
        what, found[0], first, millis.get(ROUNDS / 2), millis.get(ROUNDS - 1));
  }
}
