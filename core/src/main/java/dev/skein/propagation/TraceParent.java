package dev.skein.propagation;

import dev.skein.SpanContext;
import dev.skein.internal.HeaderText;
import dev.skein.internal.Hex;

/**
 * The value of the {@code traceparent} header: {@code version-traceid-parentid-flags}, in lowercase
 * hexadecimal digits.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/#traceparent-header">W3C Trace Context Level
 *     2, 3.2</a>
 */
final class TraceParent {
  private static final int VERSION = 0;
  private static final int VERSION_END = VERSION + 2;
  private static final int TRACE_ID = VERSION_END + 1;
  private static final int TRACE_ID_END = TRACE_ID + 32;
  private static final int PARENT_ID = TRACE_ID_END + 1;
  private static final int PARENT_ID_END = PARENT_ID + 16;
  private static final int FLAGS = PARENT_ID_END + 1;
  private static final int LENGTH = FLAGS + 2;

  private static final int FORBIDDEN_VERSION = 0xff;
  private static final byte OWN_VERSION = 0;

  private TraceParent() {}

  /**
   * The remote span that a header value names. White space around the value is ignored. Of a later
   * version the fields known today are read. The trace state is asked for only when the value is
   * valid.
   *
   * @return {@link SpanContext#invalid()} when the value is not valid
   */
  static <C> SpanContext parse(String value, C carrier, Getter<C> getter) {
    int start = HeaderText.skipBlanks(value, 0, value.length());
    if (value.length() - start < LENGTH) {
      return SpanContext.invalid();
    }
    int version = Hex.parse2(value, start + VERSION);
    long a = Hex.parse8(value, start + TRACE_ID);
    long b = Hex.parse8(value, start + TRACE_ID + 8);
    long c = Hex.parse8(value, start + TRACE_ID + 16);
    long d = Hex.parse8(value, start + TRACE_ID + 24);
    long e = Hex.parse8(value, start + PARENT_ID);
    long f = Hex.parse8(value, start + PARENT_ID + 8);
    int flags = Hex.parse2(value, start + FLAGS);
    int notDashes =
        (value.charAt(start + VERSION_END) ^ '-')
            | (value.charAt(start + TRACE_ID_END) ^ '-')
            | (value.charAt(start + PARENT_ID_END) ^ '-');
    // Each is negative when it is wrong, and a valid id is not zero: one branch for all chars.
    if ((version | a | b | c | d | e | f | flags | -notDashes) < 0
        || (a | b | c | d) == 0
        || (e | f) == 0
        || !isEnd(value, start + LENGTH, version)) {
      return SpanContext.invalid();
    }
    return SpanContext.remote(
        (a << 32) | b,
        (c << 32) | d,
        (e << 32) | f,
        (byte) (flags & (SpanContext.SAMPLED_FLAG | SpanContext.RANDOM_FLAG)),
        TraceContextPropagator.traceState(carrier, getter));
  }

  /** Whether the known fields may end here: later versions, and only they, may append more. */
  private static boolean isEnd(String value, int end, int version) {
    int length = value.length();
    if (version == FORBIDDEN_VERSION) {
      return false;
    }
    return HeaderText.skipBlanks(value, end, length) == length
        || (version != OWN_VERSION && value.charAt(end) == '-');
  }

  /** The header value for the children of a span, in version 00. */
  static String format(SpanContext parent) {
    return Hex.take()
        .put(VERSION, OWN_VERSION)
        .put(VERSION_END, '-')
        .put(TRACE_ID, parent.traceIdHigh())
        .put(TRACE_ID + 16, parent.traceIdLow())
        .put(TRACE_ID_END, '-')
        .put(PARENT_ID, parent.spanIdAsLong())
        .put(PARENT_ID_END, '-')
        .put(FLAGS, parent.flags())
        .finish(LENGTH);
  }
}
