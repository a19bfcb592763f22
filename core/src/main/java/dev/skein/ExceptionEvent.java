package dev.skein;

import org.jspecify.annotations.Nullable;

/**
 * The {@code exception} event of an exception.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/">Semantic
 *     conventions for exceptions on spans</a>
 */
final class ExceptionEvent {
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");
  private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("exception.message");
  private static final AttributeKey<String> STACK_TRACE =
      AttributeKey.stringKey("exception.stacktrace");

  private ExceptionEvent() {}

  static SpanEvent of(
      Throwable exception, @Nullable Attributes added, long epochNanos, SpanLimits limits) {
    Attributes.Builder attributes = Attributes.builder();
    String type = exception.getClass().getName();
    attributes.put(TYPE, type);
    String message = StackTraces.message(exception);
    if (message != null) {
      attributes.put(MESSAGE, Strings.truncate(message, limits.attributeValueLength()));
    }
    attributes.put(STACK_TRACE, StackTraces.render(exception));
    if (added != null) {
      attributes.putAll(added);
    }
    // The stack trace has a length limit of its own: 4,096 chars of it would be of little use.
    AttributeArray array =
        AttributeArray.copyOf(
            attributes.build(),
            limits.eventAttributeCount(),
            Math.max(limits.attributeValueLength(), StackTraces.MAX_LENGTH));
    return new SpanEvent(epochNanos, "exception", array);
  }
}
