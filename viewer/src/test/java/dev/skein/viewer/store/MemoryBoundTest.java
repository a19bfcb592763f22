package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MemoryBoundTest {
  private static final long SPANS = 5_000_000;
  private static final long MAX_BYTES = 40 << 20;

  /**
   * The limit twice: new spans have to have room, too. A collection must not leave garbage where it
   * is, as it may to save itself moving objects.
   */
  private static final List<String> HEAP = List.of("-Xmx80m", "-XX:MarkSweepDeadRatio=0");

  @Test
  void manySpans_passThroughASmallHeap_andWhatIsCountedIsWhatIsTaken() throws Exception {
    try (ChildProcess process =
        ChildProcess.start(
            MemoryProof.class, HEAP, String.valueOf(SPANS), String.valueOf(MAX_BYTES))) {
      List<String> lines = process.rest();
      assertThat(process.exitCode()).as(lines.toString()).isZero();
      List<String[]> counts = of(lines, "count");
      assertThat(counts).hasSize(5);
      for (String[] count : counts) {
        long counted = Long.parseLong(count[2]);
        long heap = Long.parseLong(count[3]);
        assertThat(heap).as(count[1]).isCloseTo(counted, Percentage.withPercentage(5));
      }
      String[] passed = of(lines, "passed").get(0);
      assertThat(Long.parseLong(passed[1])).isGreaterThanOrEqualTo(SPANS);
      assertThat(Long.parseLong(passed[3])).isLessThanOrEqualTo(MAX_BYTES);
      report(counts, passed);
    }
  }

  private static List<String[]> of(List<String> lines, String kind) {
    return lines.stream().filter(l -> l.startsWith(kind + ";")).map(l -> l.split(";")).toList();
  }

  private static void report(List<String[]> counts, String[] passed) {
    Figure.report(
        "viewer-memory-bound",
        "Viewer's store: spans through a heap of 80 MB, limit in bytes, and the most it counted",
        passed[1] + ", " + MAX_BYTES + ", " + passed[3]);
    StringBuilder text = new StringBuilder();
    for (String[] count : counts) {
      double share = 100.0 * Long.parseLong(count[2]) / Long.parseLong(count[3]);
      text.append(String.format("%s%s %.0f %%", text.isEmpty() ? "" : ", ", count[1], share));
    }
    Figure.report(
        "viewer-memory-count", "Viewer's store: bytes counted, as a share of the heap taken", text);
  }
}
