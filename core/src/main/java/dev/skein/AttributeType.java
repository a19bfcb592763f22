package dev.skein;

import java.util.List;

/** The type of the value that an {@link AttributeKey} takes. */
public enum AttributeType {
  /** {@link String}. */
  STRING(0, String.class, false),
  /** {@code boolean}. */
  BOOLEAN(1, Boolean.class, false),
  /** {@code long}. */
  LONG(2, Long.class, false),
  /** {@code double}. */
  DOUBLE(3, Double.class, false),
  /** A list of {@link String}. */
  STRING_ARRAY(4, String.class, true),
  /** A list of {@link Boolean}. */
  BOOLEAN_ARRAY(5, Boolean.class, true),
  /** A list of {@link Long}. */
  LONG_ARRAY(6, Long.class, true),
  /** A list of {@link Double}. */
  DOUBLE_ARRAY(7, Double.class, true),
  /** Any {@link Value}: bytes, lists of mixed types, maps. */
  VALUE(8, Value.class, false);

  private static final AttributeType[] BY_NUMBER = values();

  private final int number;
  private final Class<?> element;
  private final boolean list;

  AttributeType(int number, Class<?> element, boolean list) {
    this.number = number;
    this.element = element;
    this.list = list;
  }

  /** The place of this type among all of them. */
  int number() {
    return number;
  }

  static AttributeType ofNumber(int number) {
    return BY_NUMBER[number];
  }

  /** Whether a value is of this type; the generics of a key alone cannot assure that. */
  boolean accepts(Object value) {
    if (value instanceof String) {
      return this == STRING;
    }
    if (!list) {
      return element.isInstance(value);
    }
    if (!(value instanceof List<?> elements)) {
      return false;
    }
    for (Object each : elements) {
      if (!element.isInstance(each)) {
        return false;
      }
    }
    return true;
  }
}
