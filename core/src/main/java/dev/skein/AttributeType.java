package dev.skein;

import java.util.List;

/** The type of the value that an {@link AttributeKey} takes. */
public enum AttributeType {
  /** {@link String}. */
  STRING(String.class, false),
  /** {@code boolean}. */
  BOOLEAN(Boolean.class, false),
  /** {@code long}. */
  LONG(Long.class, false),
  /** {@code double}. */
  DOUBLE(Double.class, false),
  /** A list of {@link String}. */
  STRING_ARRAY(String.class, true),
  /** A list of {@link Boolean}. */
  BOOLEAN_ARRAY(Boolean.class, true),
  /** A list of {@link Long}. */
  LONG_ARRAY(Long.class, true),
  /** A list of {@link Double}. */
  DOUBLE_ARRAY(Double.class, true),
  /** Any {@link Value}: bytes, lists of mixed types, maps. */
  VALUE(Value.class, false);

  private final Class<?> element;
  private final boolean list;

  AttributeType(Class<?> element, boolean list) {
    this.element = element;
    this.list = list;
  }

  /** Whether a value is of this type; the generics of a key alone cannot assure that. */
  boolean accepts(Object value) {
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
