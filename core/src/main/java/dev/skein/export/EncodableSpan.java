package dev.skein.export;

import dev.skein.internal.ProtoWriter;

/**
 * A span that has ended and can write itself.
 *
 * <p>Called on the thread that ended the span, once or several times, while a buffer's lock is
 * held: it must not run code of the application, block, or end another span.
 */
public interface EncodableSpan {

  /** Writes the fields of one OTLP {@code Span} message; neither its tag nor its length. */
  void encode(ProtoWriter out);

  /**
   * Writes a smaller form of the same span, because {@link #encode} needed more bytes than a span
   * may have: without events, and with long values cut short, and the dropped counts set. A form
   * that is still too large drops the span, with the reason {@code too_large}.
   *
   * <p>The default has no smaller form.
   */
  default void encodeReduced(ProtoWriter out) {
    encode(out);
  }
}
