package dev.skein.export;

/**
 * What became of the spans that had ended, and were still waiting, when a flush began. Immutable.
 *
 * @param exported accepted by the exporter
 * @param rejected refused one by one by an endpoint that accepted their batch
 * @param dropped given up
 * @param pending still waiting or in flight when the flush returned
 * @param spooled so many of the pending are in the spool, where the next process finds them if this
 *     one ends
 */
public record FlushResult(long exported, long rejected, long dropped, long pending, long spooled) {

  /** Whether every span got through: none was rejected, dropped or is still waiting. */
  public boolean complete() {
    return rejected == 0 && dropped == 0 && pending == 0;
  }
}
