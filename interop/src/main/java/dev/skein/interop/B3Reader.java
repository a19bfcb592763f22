package dev.skein.interop;

import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import dev.skein.propagation.Getter;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Reads both encodings of B3. The single header comes first; the several ones are looked at when it
 * is absent or says nothing that can be understood.
 *
 * <p>A caller that names no trace, but says that nothing is to be recorded, gets what it asks for:
 * an unsampled trace with ids made up here. One that says the opposite leaves it to the sampler.
 */
final class B3Reader {
  static final String SINGLE = "b3";
  static final String TRACE_ID = "x-b3-traceid";
  static final String SPAN_ID = "x-b3-spanid";
  static final String SAMPLED = "x-b3-sampled";
  static final String FLAGS = "x-b3-flags";

  private static final int SHORT_TRACE_ID = Ids.DIGITS;
  private static final int LONG_TRACE_ID = 2 * Ids.DIGITS;

  /** Three ids, a decision and the dashes between. */
  private static final int MAX_LENGTH = 4 * Ids.DIGITS + 4;

  /** Not a decision: what was received cannot be understood. */
  private static final int NONE = -1;

  private static final byte DENIED = 0;
  private static final byte DEBUG = SpanContext.SAMPLED_FLAG | SpanContext.DEBUG_FLAG;

  private B3Reader() {}

  /** The context that a request brings; {@code base} when that is none. */
  static <C> Context read(Context base, C carrier, Getter<C> getter) {
    String line = getter.getOne(carrier, SINGLE);
    if (line != null) {
      String value = Ids.trim(line, MAX_LENGTH);
      int decision = value.length() == 1 ? decision(value.charAt(0)) : NONE;
      if (decision != NONE) {
        return withoutIds(base, decision);
      }
      SpanContext parent = single(value);
      if (parent.isValid()) {
        return base.with(parent);
      }
    }
    return several(base, carrier, getter);
  }

  /** {@code traceid-spanid}, then {@code -decision}, then {@code -parentid}. */
  private static SpanContext single(String value) {
    int traceEnd = value.indexOf('-');
    int spanEnd = traceEnd + 1 + Ids.DIGITS;
    int length = value.length();
    if (!isTraceId(value, traceEnd) || length < spanEnd) {
      return SpanContext.invalid();
    }
    int flags = SpanContext.DEFERRED_FLAG;
    if (length > spanEnd) {
      flags = length < spanEnd + 2 ? NONE : decision(value.charAt(spanEnd + 1));
      if (flags == NONE
          || value.charAt(spanEnd) != '-'
          || !isEndOrParent(value, spanEnd + 2, length)) {
        return SpanContext.invalid();
      }
    }
    return Ids.isLowercase(value, traceEnd + 1, spanEnd)
        ? context(value, traceEnd, Ids.parse(value, traceEnd + 1, spanEnd), flags)
        : SpanContext.invalid();
  }

  private static boolean isEndOrParent(String value, int from, int length) {
    return from == length
        || (length == from + 1 + Ids.DIGITS
            && value.charAt(from) == '-'
            && Ids.isLowercase(value, from + 1, length));
  }

  private static <C> Context several(Context base, C carrier, Getter<C> getter) {
    int flags = flags(getter.getOne(carrier, FLAGS), getter.getOne(carrier, SAMPLED));
    String traceId = getter.getOne(carrier, TRACE_ID);
    String spanId = getter.getOne(carrier, SPAN_ID);
    if (traceId == null && spanId == null) {
      return withoutIds(base, flags);
    }
    if (traceId == null || spanId == null) {
      return base;
    }
    String trace = Ids.trim(traceId, LONG_TRACE_ID);
    String span = Ids.trim(spanId, Ids.DIGITS);
    if (!isTraceId(trace, trace.length())
        || span.length() != Ids.DIGITS
        || !Ids.isLowercase(span, 0, Ids.DIGITS)) {
      return base;
    }
    SpanContext parent = context(trace, trace.length(), Ids.parse(span, 0, Ids.DIGITS), flags);
    return parent.isValid() ? base.with(parent) : base;
  }

  private static boolean isTraceId(String text, int end) {
    return (end == SHORT_TRACE_ID || end == LONG_TRACE_ID) && Ids.isLowercase(text, 0, end);
  }

  private static SpanContext context(String text, int traceEnd, long spanId, int flags) {
    return SpanContext.remote(
        Ids.parseHigh(text, 0, traceEnd),
        Ids.parse(text, 0, traceEnd),
        spanId,
        (byte) flags,
        TraceState.empty());
  }

  /** A debug flag says that the trace is sampled; no header, or nonsense, defers. */
  private static int flags(@Nullable String flags, @Nullable String sampled) {
    if (flags != null && Ids.trim(flags, MAX_LENGTH).equals("1")) {
      return DEBUG;
    }
    String value = sampled == null ? "" : Ids.trim(sampled, MAX_LENGTH);
    if (value.equals("1") || value.equalsIgnoreCase("true")) {
      return SpanContext.SAMPLED_FLAG;
    }
    return value.equals("0") || value.equalsIgnoreCase("false")
        ? DENIED
        : SpanContext.DEFERRED_FLAG;
  }

  private static int decision(char c) {
    return switch (c) {
      case '0' -> DENIED;
      case '1' -> SpanContext.SAMPLED_FLAG;
      case 'd' -> DEBUG;
      default -> NONE;
    };
  }

  private static Context withoutIds(Context base, int flags) {
    if (flags != DENIED || base.spanContext().isValid()) {
      return base;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return base.with(
        SpanContext.remote(
            random.nextLong(),
            random.nextLong(),
            random.nextLong() | 1, // an id must not be zero
            SpanContext.RANDOM_FLAG,
            TraceState.empty()));
  }
}
