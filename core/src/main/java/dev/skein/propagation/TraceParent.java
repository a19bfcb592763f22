package dev.skein.propagation;

import dev.skein.SpanContext;
import dev.skein.TraceState;
import dev.skein.internal.Hex;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The value of the {@code traceparent} header: {@code version-traceid-parentid-flags}, in lowercase
 * hexadecimal digits.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/#traceparent-header">W3C Trace Context Level
 *     2, 3.2</a>
 */
final class TraceParent {
  private static final int VERSION_START = 0;
  private static final int VERSION_END = VERSION_START + 2;
  private static final int TRACE_ID_START = VERSION_END + 1;
  private static final int TRACE_ID_MIDDLE = TRACE_ID_START + 16;
  private static final int TRACE_ID_END = TRACE_ID_MIDDLE + 16;
  private static final int PARENT_ID_START = TRACE_ID_END + 1;
  private static final int PARENT_ID_END = PARENT_ID_START + 16;
  private static final int FLAGS_START = PARENT_ID_END + 1;
  private static final int FLAGS_END = FLAGS_START + 2;

  private static final int FORBIDDEN_VERSION = 0xff;
  private static final byte OWN_VERSION = 0;

  private TraceParent() {}

  /**
   * The remote span that a header value names, with an empty trace state. White space around the
   * value is ignored. Of a later version the fields known today are read.
   *
   * @return {@link SpanContext#invalid()} when the value is not valid
   */
  static SpanContext parse(@Nullable String value) {
    int start = value == null ? 0 : skipWhitespace(value);
    if (value == null || !isWellFormed(value, start)) {
      return SpanContext.invalid();
    }
    return SpanContext.remote(
        number(value, start + TRACE_ID_START, start + TRACE_ID_MIDDLE),
        number(value, start + TRACE_ID_MIDDLE, start + TRACE_ID_END),
        number(value, start + PARENT_ID_START, start + PARENT_ID_END),
        (byte) number(value, start + FLAGS_START, start + FLAGS_END),
        TraceState.empty());
  }

  /** The header value for the children of a span, in version 00. */
  static String format(SpanContext parent) {
    byte[] value = new byte[FLAGS_END];
    Hex.write(OWN_VERSION, value, VERSION_START);
    value[VERSION_END] = '-';
    Hex.write(parent.traceIdHigh(), value, TRACE_ID_START);
    Hex.write(parent.traceIdLow(), value, TRACE_ID_MIDDLE);
    value[TRACE_ID_END] = '-';
    Hex.write(parent.spanIdAsLong(), value, PARENT_ID_START);
    value[PARENT_ID_END] = '-';
    Hex.write(parent.flags(), value, FLAGS_START);
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  private static boolean isWellFormed(String value, int start) {
    return value.length() - start >= FLAGS_END
        && isField(value, start + VERSION_START, start + VERSION_END)
        && isField(value, start + TRACE_ID_START, start + TRACE_ID_END)
        && isField(value, start + PARENT_ID_START, start + PARENT_ID_END)
        && isHex(value, start + FLAGS_START, start + FLAGS_END)
        && isEnd(value, start + FLAGS_END, number(value, start, start + VERSION_END));
  }

  /** Whether a range holds digits and a dash follows. */
  private static boolean isField(String value, int from, int to) {
    return isHex(value, from, to) && value.charAt(to) == '-';
  }

  private static boolean isHex(String value, int from, int to) {
    for (int i = from; i < to; i++) {
      if (digit(value.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the known fields may end here: later versions, and only they, may append more. */
  private static boolean isEnd(String value, int end, long version) {
    if (version == FORBIDDEN_VERSION) {
      return false;
    }
    if (version != OWN_VERSION && end < value.length() && value.charAt(end) == '-') {
      return true;
    }
    for (int i = end; i < value.length(); i++) {
      if (!isWhitespace(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int skipWhitespace(String value) {
    int start = 0;
    while (start < value.length() && isWhitespace(value.charAt(start))) {
      start++;
    }
    return start;
  }

  private static boolean isWhitespace(char c) {
    return c == ' ' || c == '\t';
  }

  /** The number that a range of checked digits stands for. */
  private static long number(String value, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = (number << 4) | digit(value.charAt(i));
    }
    return number;
  }

  /** Uppercase is not a digit: the specification knows lowercase only. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
