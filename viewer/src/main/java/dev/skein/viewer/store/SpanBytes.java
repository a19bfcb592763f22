package dev.skein.viewer.store;

/** A list of spans as the bytes of OTLP {@code Span} messages. */
interface SpanBytes {
  int size();

  Source source(int span);

  byte[] array(int span);

  int offset(int span);

  int length(int span);
}
