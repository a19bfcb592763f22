package dev.skein.interop;

import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import dev.skein.propagation.Setter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The span context in B3, the headers of Zipkin: {@code b3}, or several that start with {@code
 * x-b3-}. Immutable and thread-safe; never throws.
 *
 * <p>Both encodings are read, the single header first; one of them is written. Trace ids of 64 bits
 * are read as the right half of 128 bits, and written as 32 digits. A debug flag means sampled, and
 * is passed on. Where the caller left the decision to the receiver, the sampler is asked as for a
 * root. The id of the parent is neither used nor sent: a server span never takes the id of its
 * client's.
 *
 * @see <a href="https://github.com/openzipkin/b3-propagation">B3 Propagation</a>
 * @see <a href="https://opentelemetry.io/docs/specs/otel/context/api-propagators/">OpenTelemetry,
 *     Propagators API, B3 Requirements</a>
 */
public final class B3Propagator implements Propagator {
  private static final B3Propagator SINGLE = new B3Propagator(List.of(B3Reader.SINGLE));
  private static final B3Propagator MULTI =
      new B3Propagator(
          List.of(B3Reader.TRACE_ID, B3Reader.SPAN_ID, B3Reader.SAMPLED, B3Reader.FLAGS));

  private static final int TRACE_ID_END = 2 * Ids.DIGITS;
  private static final int SPAN_ID_END = TRACE_ID_END + 1 + Ids.DIGITS;

  private final List<String> fields;

  private B3Propagator(List<String> fields) {
    this.fields = fields;
  }

  /** Writes the single header: what {@code b3} stands for in the options. */
  public static B3Propagator single() {
    return SINGLE;
  }

  /** Writes several headers: what {@code b3multi} stands for in the options. */
  public static B3Propagator multi() {
    return MULTI;
  }

  /** The headers that are written. */
  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  public <C> Context extract(@Nullable Context context, C carrier, Getter<C> getter) {
    Context base = context == null ? Context.root() : context;
    try {
      return B3Reader.read(base, carrier, getter);
    } catch (Throwable e) {
      BrokenCarrier.report("reading b3", e);
      return base;
    }
  }

  @Override
  public <C> void inject(@Nullable Context context, C carrier, Setter<C> setter) {
    SpanContext span = context == null ? SpanContext.invalid() : context.spanContext();
    if (!span.isValid()) {
      return;
    }
    try {
      if (this == SINGLE) {
        setter.set(carrier, B3Reader.SINGLE, single(span));
      } else {
        several(span, carrier, setter);
      }
    } catch (Throwable e) {
      BrokenCarrier.report("writing b3", e);
    }
  }

  private static String single(SpanContext span) {
    byte[] text = new byte[span.isDeferred() ? SPAN_ID_END : SPAN_ID_END + 2];
    int at = Ids.put(text, Ids.put(text, 0, span.traceIdHigh()), span.traceIdLow());
    text[at] = '-';
    at = Ids.put(text, at + 1, span.spanIdAsLong());
    if (!span.isDeferred()) {
      text[at] = '-';
      text[at + 1] = (byte) (span.isDebug() ? 'd' : span.isSampled() ? '1' : '0');
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static <C> void several(SpanContext span, C carrier, Setter<C> setter) {
    setter.set(carrier, B3Reader.TRACE_ID, span.traceId());
    setter.set(carrier, B3Reader.SPAN_ID, span.spanId());
    if (span.isDebug()) {
      setter.set(carrier, B3Reader.FLAGS, "1");
    } else if (!span.isDeferred()) {
      setter.set(carrier, B3Reader.SAMPLED, span.isSampled() ? "1" : "0");
    }
  }

  @Override
  public String toString() {
    return this == SINGLE ? "b3" : "b3multi";
  }
}
