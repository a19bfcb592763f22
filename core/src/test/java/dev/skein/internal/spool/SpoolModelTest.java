package dev.skein.internal.spool;

import dev.skein.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random lives of the spool against a model: what was appended is delivered or said to be lost,
 * what was acknowledged for good never comes again, and what a killed process had not written is
 * counted to the span.
 */
class SpoolModelTest {
  @TempDir private Path directory;

  @Test
  void anySequenceOfOperations_losesNothingInSilence() {
    long count = Figure.count(100_000, 10_000);
    LongStream.range(0, count).parallel().forEach(SpoolModelTest::runInMemory);
    Figure.report(
        "spool-model",
        "Random lives of the spool (appends, reads, kills, torn writes, I/O errors) against a"
            + " model",
        String.format(
            "%,d in memory, no span lost in silence, none delivered after its "
                + "acknowledgement was kept",
            count));
  }

  private static void runInMemory(long seed) {
    try {
      new SpoolModel(seed, new MemoryRoot(), Path.of("nowhere")).run();
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  @Test
  void anySequenceOfOperationsOnDisk_losesNothingInSilence() throws Exception {
    long count = Figure.count(2_000, 200);
    for (long seed = 0; seed < count; seed++) {
      Path root = directory.resolve("spool-" + seed);
      try {
        new SpoolModel(seed, new DiskRoot(root), root).run();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
      Files.deleteIfExists(root);
    }
    Figure.report(
        "spool-model-disk",
        "The same lives on the file system",
        String.format("%,d, none lost in silence", count));
  }
}
