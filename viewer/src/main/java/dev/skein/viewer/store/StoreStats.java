package dev.skein.viewer.store;

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
    long droppedSpans) {}
