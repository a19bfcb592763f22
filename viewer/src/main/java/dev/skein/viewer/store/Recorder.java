package dev.skein.viewer.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the files say what happens to the memory. What a disk does not take is written later, from
 * the memory, before anything else is: then the files are as if nothing had been. Not thread-safe;
 * nobody changes the memory meanwhile.
 */
final class Recorder {
  /**
   * Where the memory was before a change.
   *
   * @param spans the place of the next span in the {@link BlockRing}
   * @param head the sequence of the oldest trace
   * @param tail the sequence of the next trace
   */
  record Mark(long spans, long head, long tail) {
    static Mark of(MemoryTraceStore memory) {
      return memory.read(
          table -> new Mark(table.blocks().end(), table.traces().head(), table.traces().tail()));
    }
  }

  private final MemoryTraceStore memory;
  private final SegmentLog log;

  /** Whether something is missing in the files, as follows. */
  private boolean behind;

  private boolean missedClear;
  private final List<TraceId> missedEvictions = new ArrayList<>();

  /** Spans from this place on may be missing. */
  private long missedSpans;

  /** Traces from this sequence on are not in the files. */
  private long missedTraces;

  private long unsavedSpans;

  /** Spans that were missing and have been written since. */
  private long lateSpans;

  Recorder(MemoryTraceStore memory, SegmentLog log) {
    this.memory = memory;
    this.log = log;
  }

  /** Spans that are missing in the files, some of which may have left the memory already. */
  long unsavedSpans() {
    return unsavedSpans;
  }

  /** Writes what a call has changed; when this throws, what is not written yet is written later. */
  void record(BatchJournal batch, Mark before) {
    List<TraceId> evicted = batch.evicted();
    if (!behind) {
      try {
        writeEvictions(evicted, before.tail());
        // not again: some of these may be among the spans that are written next
        evicted = List.of();
        writeSpans(batch, before.tail());
        return;
      } catch (IOException e) {
        log.fails(e);
      } catch (RuntimeException | Error e) {
        miss(batch.spans(), evicted, before);
        log.fails(e);
        throw e;
      }
    }
    miss(batch.spans(), evicted, before);
    if (log.isDue()) {
      catchUp();
    }
  }

  /** Writes later what a call has changed, as it was not carried out to its end. */
  void missed(BatchJournal batch, Mark before) {
    miss(batch.spans(), batch.evicted(), before);
  }

  private void miss(int spans, List<TraceId> evicted, Mark before) {
    fallBehind(before);
    unsavedSpans += spans;
    // others were not written, so that it need not be either that they are gone
    if (before.head() < missedTraces) {
      missedEvictions.addAll(evicted);
    }
  }

  private void writeEvictions(List<TraceId> evicted, long tracesBefore) throws IOException {
    if (!evicted.isEmpty()) {
      log.write(SegmentFormat.EVICTED, BatchJournal.ids(evicted), tracesBefore);
    }
  }

  private void writeSpans(BatchJournal batch, long tracesBefore) throws IOException {
    long before = tracesBefore;
    for (byte[] request : batch.requests()) {
      log.write(SegmentFormat.SPANS, request, before);
      before = Mark.of(memory).tail();
    }
  }

  private void fallBehind(Mark before) {
    if (!behind) {
      behind = true;
      missedSpans = before.spans();
      // some of what was to be written may be there
      missedTraces = Mark.of(memory).tail();
    }
  }

  private void catchUp() {
    try {
      if (missedClear) {
        log.write(SegmentFormat.CLEARED, new byte[0], missedTraces);
        missedClear = false;
      }
      writeEvictions(missedEvictions, missedTraces);
      missedEvictions.clear();
      for (UnsavedSpans spans = missed(); spans.size() > 0; spans = missed()) {
        long before = missedTraces;
        missedTraces = Math.max(before, spans.tracesEnd());
        log.write(SegmentFormat.SPANS, OtlpRequests.encodeInOrder(spans), before);
        missedSpans = spans.end();
        lateSpans += spans.size();
        unsavedSpans = Math.max(0, unsavedSpans - spans.size());
      }
      behind = false;
      unsavedSpans = 0;
      log.works(lateSpans);
      lateSpans = 0;
    } catch (IOException e) {
      log.fails(e);
    } catch (RuntimeException | Error e) {
      log.fails(e);
      throw e;
    }
  }

  private UnsavedSpans missed() {
    return memory.read(table -> UnsavedSpans.from(table, missedSpans));
  }

  /** Deletes everything, now that nothing is in the memory any more. */
  void clear() {
    Mark now = Mark.of(memory);
    behind = true;
    missedClear = true;
    missedEvictions.clear();
    missedSpans = now.spans();
    missedTraces = now.tail();
    unsavedSpans = 0;
    lateSpans = 0;
    try {
      if (log.isDue()) {
        // should the process end between two deletions, this says what they were about
        catchUp();
      }
    } finally {
      log.deleteAll();
      missedClear = behind && !log.isEmpty();
    }
  }

  /** Writes what is missing, if the disk takes it. */
  void finish() {
    if (behind) {
      catchUp();
    }
    // a clearing that was missed is none of them
    if (behind && unsavedSpans > 0) {
      log.lost(unsavedSpans);
    }
  }
}
