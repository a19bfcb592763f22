package dev.skein.viewer.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How full a store is, and what it has let go.
 *
 * @param traces traces that are held
 * @param spans spans that are held
 * @param bytes memory that they take, with all that finds them
 * @param maxSpans the limit of spans
 * @param maxBytes the limit of bytes
 * @param addedSpans spans that were ever added
 * @param duplicateSpans spans that were there already and changed nothing
 * @param evictedTraces traces that made room for others
 * @param evictedSpans their spans
 * @param droppedSpans spans that were not taken, because a single trace may not fill the store
 * @param disk what is in files; null if nothing is
 */
public record StoreStats(
    long traces,
    long spans,
    long bytes,
    long maxSpans,
    long maxBytes,
    long addedSpans,
    long duplicateSpans,
    long evictedTraces,
    long evictedSpans,
    long droppedSpans,
    @Nullable Disk disk) {

  /**
   * What a store has in files.
   *
   * @param directory where they are
   * @param segments how many there are
   * @param bytes what they take together
   * @param restoredSpans spans that were read from them at the start
   * @param unsavedSpans spans that could not be written yet; they will be as soon as that is
   *     possible, but for those that have made room until then
   * @param skippedBytes damaged bytes that were passed over at the start
   * @param cutBytes bytes of a last record that was not whole at the start, as after a kill
   * @param problem why nothing can be written at the moment; null if it can
   */
  public record Disk(
      Path directory,
      int segments,
      long bytes,
      long restoredSpans,
      long unsavedSpans,
      long skippedBytes,
      long cutBytes,
      @Nullable String problem) {}
}
