package dev.skein.testkit.contract;

import dev.skein.export.SpanData;
import java.util.List;
import java.util.function.Predicate;

/**
 * One attribute in the table of {@link SemanticConventions}. Immutable.
 *
 * @param level OpenTelemetry's word for how much it is wanted
 * @param atStart whether it is there when the span starts, so that a sampler sees it
 * @param when in which spans it is, in words; empty for all
 * @param due in which spans it must be
 * @param allowed in which spans it may be
 */
record ConventionalAttribute(
    String name,
    Type type,
    Level level,
    boolean atStart,
    String when,
    Predicate<SpanData> due,
    Predicate<SpanData> allowed) {

  /** What values are. */
  enum Type {
    STRING(String.class),
    LONG(Long.class);

    private final Class<?> type;

    Type(Class<?> type) {
      this.type = type;
    }

    boolean isOf(Object value) {
      return type.isInstance(value);
    }
  }

  /** How much an attribute is wanted. */
  enum Level {
    REQUIRED,
    CONDITIONALLY_REQUIRED,
    RECOMMENDED,
    OPT_IN
  }

  static ConventionalAttribute required(String name, Type type) {
    return new ConventionalAttribute(
        name, type, Level.REQUIRED, false, "", span -> true, span -> true);
  }

  static ConventionalAttribute conditional(String name, Type type, String when) {
    return new ConventionalAttribute(
        name, type, Level.CONDITIONALLY_REQUIRED, false, when, span -> false, span -> true);
  }

  static ConventionalAttribute recommended(String name, Type type, String when) {
    return new ConventionalAttribute(
        name, type, Level.RECOMMENDED, false, when, span -> false, span -> true);
  }

  static ConventionalAttribute optIn(String name, Type type, String when) {
    return new ConventionalAttribute(
        name, type, Level.OPT_IN, false, when, span -> false, span -> true);
  }

  /** It is there when the span starts. */
  ConventionalAttribute seenAtStart() {
    return new ConventionalAttribute(name, type, level, true, when, due, allowed);
  }

  /** It must be there when a condition holds, and may not be otherwise. */
  ConventionalAttribute exactly(Predicate<SpanData> condition) {
    return new ConventionalAttribute(name, type, level, atStart, when, condition, condition);
  }

  /** It must be there when a condition holds. */
  ConventionalAttribute dueIf(String words, Predicate<SpanData> condition) {
    return new ConventionalAttribute(name, type, level, atStart, words, condition, allowed);
  }

  /** It may be there only beside another one. */
  ConventionalAttribute onlyWith(String other) {
    return new ConventionalAttribute(
        name, type, level, atStart, when, due, span -> span.attributes().containsKey(other));
  }

  /** What is wrong with it in a span. */
  List<String> violations(SpanData span) {
    Object value = span.attributes().get(name);
    if (value == null) {
      return due.test(span) ? List.of(name + " is missing") : List.of();
    } else if (!type.isOf(value)) {
      return List.of(name + " is of type " + value.getClass().getSimpleName());
    }
    return allowed.test(span) ? List.of() : List.of(name + " should not be there");
  }
}
