package dev.skein.viewer.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What has to be changed in an OTLP {@code Span} message so that everybody reads a sensible span. A
 * field that is written again counts instead of the one before it, so it is appended.
 *
 * @param start when the span began; its end if nobody said
 * @param end when the span ended; its start if nobody said, or something earlier
 * @param root whether it has a parent's id of zero, which means none
 */
record SpanPatch(long start, long end, boolean root) {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte PARENT_TAG = 0x22;
  private static final byte START_TAG = 0x39;
  private static final byte END_TAG = 0x41;
  private static final int BYTES = 2 * (1 + Long.BYTES) + 2;

  /** What has to be changed, or null. */
  static @Nullable SpanPatch of(long start, long end, boolean zeroParent) {
    long begun = start == 0 && end > 0 ? end : start;
    if (begun == start && end >= start && !zeroParent) {
      return null;
    }
    return new SpanPatch(begun, Math.max(begun, end), zeroParent);
  }

  /** A copy of the message, with what is changed. */
  byte[] append(byte[] message, int from, int length) {
    byte[] patched = new byte[length + BYTES];
    System.arraycopy(message, from, patched, 0, length);
    int at = time(patched, length, START_TAG, start);
    at = time(patched, at, END_TAG, end);
    if (root) {
      patched[at] = PARENT_TAG;
      at += 2;
    }
    return at == patched.length ? patched : Arrays.copyOf(patched, at);
  }

  private static int time(byte[] target, int at, byte tag, long nanos) {
    target[at] = tag;
    LITTLE.set(target, at + 1, nanos);
    return at + 1 + Long.BYTES;
  }
}
