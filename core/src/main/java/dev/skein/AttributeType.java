package dev.skein;

/** The type of the value that an {@link AttributeKey} takes. */
public enum AttributeType {
  /** {@link String}. */
  STRING,
  /** {@code boolean}. */
  BOOLEAN,
  /** {@code long}. */
  LONG,
  /** {@code double}. */
  DOUBLE,
  /** A list of {@link String}. */
  STRING_ARRAY,
  /** A list of {@link Boolean}. */
  BOOLEAN_ARRAY,
  /** A list of {@link Long}. */
  LONG_ARRAY,
  /** A list of {@link Double}. */
  DOUBLE_ARRAY,
  /** Any {@link Value}: bytes, lists of mixed types, maps. */
  VALUE
}
