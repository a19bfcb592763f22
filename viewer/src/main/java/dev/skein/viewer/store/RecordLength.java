package dev.skein.viewer.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Says where a record ends that spans are written into. It becomes so long that what has to be
 * written again at the beginning of the next one, a resource and a scope, is no longer than what
 * was written behind it: records take no more than three times the bytes that came. Not
 * thread-safe.
 */
final class RecordLength {
  private final long wanted;
  private long total;

  private @Nullable Source last;

  /** The bytes behind the last resource and the last scope. */
  private long afterResource;

  private long afterScope;

  /**
   * A record without spans.
   *
   * @param wanted bytes from which on it ends where it may
   */
  RecordLength(long wanted) {
    this.wanted = wanted;
  }

  /** Takes a span, unless the record ends before it. The first one is always taken. */
  boolean takes(Source source, int length) {
    boolean again = last != null && Arrays.equals(last.resource(), source.resource());
    boolean scopeAgain = again && source.equals(last);
    if (total >= wanted
        && (!again || afterResource >= source.resource().length)
        && (!scopeAgain || afterScope >= source.scope().length)) {
      return false;
    }
    if (!again) {
      total += source.resource().length;
      afterResource = 0;
    }
    if (!scopeAgain) {
      total += source.scope().length;
      afterResource += source.scope().length;
      afterScope = 0;
    }
    total += length;
    afterResource += length;
    afterScope += length;
    last = source;
    return true;
  }
}
