package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreKillTest {
  /** So much that nothing has to leave, also of what a life stores before it is killed. */
  static final long MAX_BYTES = 96 << 20;

  private static final int LIVES = 3;
  private static final int TRACES_OF_LIFE = 3_000;

  @TempDir Path directory;

  @Test
  void killedProcess_leavesAllThatItSaidWasStored() throws Exception {
    Set<String> acknowledged = new LinkedHashSet<>();
    for (int life = 0; life < LIVES; life++) {
      acknowledged.addAll(live(acknowledged.size() + life));
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(LIVES * TRACES_OF_LIFE);
    try (TraceStore store =
        TraceStores.inDirectory(directory, 1_000_000, MAX_BYTES, Stored.READER)) {
      Set<String> there = new LinkedHashSet<>();
      store.scan(
          TraceQuery.ALL,
          trace -> {
            assertThat(trace.spans()).hasSize(trace.size());
            return trace.size() == Load.SPANS_OF_TRACE ? there.add(trace.id().toString()) : true;
          });
      assertThat(there).containsAll(acknowledged);
      StoreStats.Disk disk = Objects.requireNonNull(store.stats().disk());
      assertThat(disk.skippedBytes()).isZero();
      Figure.report(
          "viewer-kill",
          "Viewer's store: SIGKILLs while it stores, and traces that were acknowledged, all of them"
              + " there again",
          LIVES + ", " + acknowledged.size());
    }
  }

  private List<String> live(int tracesBefore) throws Exception {
    try (ChildProcess process =
        ChildProcess.start(
            StoringProcess.class,
            List.of("-Xmx256m"),
            directory.toString(),
            String.valueOf(tracesBefore))) {
      assertThat(process.line()).isEqualTo("open");
      List<String> acknowledged = new ArrayList<>();
      while (acknowledged.size() < TRACES_OF_LIFE) {
        acknowledged.add(Objects.requireNonNull(process.line()));
      }
      process.kill();
      // what was printed before the kill counts; the last line may be half of one
      process.rest().stream().filter(line -> line.length() == 32).forEach(acknowledged::add);
      return acknowledged;
    }
  }
}
