package dev.skein.interop;

import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import dev.skein.propagation.Setter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The span context in {@code uber-trace-id} and the baggage in {@code uberctx-*}, the headers of
 * Jaeger's own clients. Immutable and thread-safe; never throws.
 *
 * <p>Ids may be shorter than usual and are padded; the id of the parent is neither used nor sent.
 * The list that people type, {@code jaeger-baggage: k1=v1, k2=v2}, is read as well. Names of
 * baggage are in lowercase, as headers are; what is read is added to the baggage there is.
 *
 * @see <a href="https://www.jaegertracing.io/docs/1.76/sdk-migration/#propagation-format">Jaeger,
 *     propagation format</a>
 */
public final class JaegerPropagator implements Propagator {
  private static final JaegerPropagator INSTANCE = new JaegerPropagator();

  private static final String TRACE_ID = "uber-trace-id";
  private static final List<String> FIELDS = List.of(TRACE_ID);
  private static final int SAMPLED = 1;
  private static final int DEBUG = 2;

  /** Three ids, a byte, and colons that may each be coded as three chars. */
  private static final int MAX_LENGTH = 4 * Ids.DIGITS + 2 + 9;

  private JaegerPropagator() {}

  /** What {@code jaeger} stands for in the options. */
  public static JaegerPropagator create() {
    return INSTANCE;
  }

  /** Without the names of the headers that baggage will have. */
  @Override
  public List<String> fields() {
    return FIELDS;
  }

  @Override
  public <C> Context extract(@Nullable Context under, C carrier, Getter<C> getter) {
    Context base = under == null ? Context.root() : under;
    Context context = base;
    try {
      String line = getter.getOne(carrier, TRACE_ID);
      SpanContext parent = line == null ? SpanContext.invalid() : parse(Ids.trim(line, MAX_LENGTH));
      context = parent.isValid() ? base.with(parent) : base;
      return JaegerBaggage.read(context, carrier, getter);
    } catch (Throwable e) {
      BrokenCarrier.report("reading " + TRACE_ID, e);
      return context;
    }
  }

  /** {@code trace:span:parent:flags}, perhaps with {@code %3A} for the colons. */
  private static SpanContext parse(String value) {
    String text = value.indexOf('%') < 0 ? value : value.replace("%3A", ":").replace("%3a", ":");
    int traceEnd = text.indexOf(':');
    int spanEnd = text.indexOf(':', traceEnd + 1);
    int parentEnd = text.indexOf(':', spanEnd + 1);
    int end = text.length();
    if (traceEnd < 0
        || spanEnd < 0
        || parentEnd < 0
        || !isNumber(text, 0, traceEnd, 2 * Ids.DIGITS)
        || !isNumber(text, traceEnd + 1, spanEnd, Ids.DIGITS)
        || !isNumber(text, spanEnd + 1, parentEnd, Ids.DIGITS)
        || !isNumber(text, parentEnd + 1, end, 2)) {
      return SpanContext.invalid();
    }
    int flags = (int) Ids.parse(text, parentEnd + 1, end);
    return SpanContext.remote(
        Ids.parseHigh(text, 0, traceEnd),
        Ids.parse(text, 0, traceEnd),
        Ids.parse(text, traceEnd + 1, spanEnd),
        w3cFlags(flags),
        TraceState.empty());
  }

  private static boolean isNumber(String text, int from, int to, int maxDigits) {
    return to - from <= maxDigits && Ids.isHex(text, from, to);
  }

  /** Debug is only known together with sampled. */
  private static byte w3cFlags(int flags) {
    if ((flags & SAMPLED) == 0) {
      return 0;
    }
    return (flags & DEBUG) == 0
        ? SpanContext.SAMPLED_FLAG
        : SpanContext.SAMPLED_FLAG | SpanContext.DEBUG_FLAG;
  }

  @Override
  public <C> void inject(@Nullable Context context, C carrier, Setter<C> setter) {
    if (context == null) {
      return;
    }
    try {
      SpanContext span = context.spanContext();
      if (span.isValid()) {
        setter.set(carrier, TRACE_ID, format(span));
      }
      JaegerBaggage.write(context.baggage(), carrier, setter);
    } catch (Throwable e) {
      BrokenCarrier.report("writing " + TRACE_ID, e);
    }
  }

  private static String format(SpanContext span) {
    byte[] text = new byte[3 * Ids.DIGITS + 5];
    int at = Ids.put(text, Ids.put(text, 0, span.traceIdHigh()), span.traceIdLow());
    text[at] = ':';
    at = Ids.put(text, at + 1, span.spanIdAsLong());
    text[at] = ':';
    text[at + 1] = '0';
    text[at + 2] = ':';
    int flags = span.isDebug() ? SAMPLED | DEBUG : span.isSampled() ? SAMPLED : 0;
    text[at + 3] = (byte) ('0' + flags);
    return new String(text, 0, at + 4, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return "jaeger";
  }
}
