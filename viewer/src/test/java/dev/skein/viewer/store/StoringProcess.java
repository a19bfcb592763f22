package dev.skein.viewer.store;

import java.nio.file.Path;
import java.util.List;

/** Stores traces of eight spans in a directory and says which ones are stored, until killed. */
final class StoringProcess {
  private StoringProcess() {}

  /** A directory, and the number of traces that are there already. */
  public static void main(String[] arguments) throws Exception {
    TraceStore store =
        TraceStores.inDirectory(
            Path.of(arguments[0]), 1_000_000, StoreKillTest.MAX_BYTES, Stored.READER);
    System.out.println("open");
    Load load = new Load();
    load.next(Integer.parseInt(arguments[1]));
    while (true) {
      List<SpanRecord> trace = load.next(1);
      store.add(trace);
      System.out.println(trace.get(0).traceId());
    }
  }
}
