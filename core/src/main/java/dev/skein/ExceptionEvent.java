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

  /** The event's attributes; those given win over those of the exception. */
  static Attributes of(Throwable exception, @Nullable Attributes added, int lengthLimit) {
    Attributes.Builder attributes = Attributes.builder();
    attributes.put(TYPE, exception.getClass().getName());
    String message = StackTraces.message(exception);
    if (message != null) {
      attributes.put(MESSAGE, Strings.truncate(message, lengthLimit));
    }
    attributes.put(STACK_TRACE, StackTraces.render(exception));
    if (added != null) {
      attributes.putAll(added);
    }
    return attributes.build();
  }
}
