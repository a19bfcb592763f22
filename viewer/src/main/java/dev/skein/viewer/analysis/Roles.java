package dev.skein.viewer.analysis;

import dev.skein.SpanKind;

/** On which side of a call or a message a span is, if on any. */
final class Roles {
  private Roles() {}

  /** Whether it asks somebody else, or hands something over. */
  static boolean sends(SpanKind kind) {
    return kind == SpanKind.CLIENT || kind == SpanKind.PRODUCER;
  }

  /** Whether it answers somebody else, or takes something over. */
  static boolean receives(SpanKind kind) {
    return kind == SpanKind.SERVER || kind == SpanKind.CONSUMER;
  }
}
