package dev.skein;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name and type of an attribute. Immutable and thread-safe.
 *
 * <p>A key carries its own encoded name, so a key kept in a constant costs nothing to encode. Two
 * keys are equal when name and type are equal; on a span the name alone decides which value is
 * overwritten.
 *
 * <p>An attribute whose name is null or empty is ignored; one whose name is longer than {@value
 * #MAX_NAME_LENGTH} chars is left out and counted as dropped.
 *
 * @param <T> the type of the value
 */
@SuppressWarnings("UnusedTypeParameter") // it is what makes setAttribute(key, value) type-safe
public final class AttributeKey<T> {
  /** The conventions' longest names have a third of that, and a header's name is not longer. */
  static final int MAX_NAME_LENGTH = 256;

  private static final byte[] NOTHING = {};

  private final String name;
  private final AttributeType type;
  private final byte[] encoded;
  private final int nameHash;

  AttributeKey(@Nullable String name, AttributeType type) {
    this.name = name == null ? "" : name;
    this.type = type;
    this.encoded = isTooLong() ? NOTHING : OtlpEncoder.key(this.name);
    this.nameHash = isTooLong() ? 0 : this.name.hashCode();
  }

  /** A key for a text. */
  public static AttributeKey<String> stringKey(@Nullable String name) {
    return new AttributeKey<>(name, AttributeType.STRING);
  }

  /** A key for a boolean. */
  public static AttributeKey<Boolean> booleanKey(@Nullable String name) {
    return new AttributeKey<>(name, AttributeType.BOOLEAN);
  }

  /** A key for a whole number. */
  public static AttributeKey<Long> longKey(@Nullable String name) {
    return new AttributeKey<>(name, AttributeType.LONG);
  }

  /** A key for a floating point number. */
  public static AttributeKey<Double> doubleKey(@Nullable String name) {
    return new AttributeKey<>(name, AttributeType.DOUBLE);
  }

  /** A key for a list of texts. */
  public static AttributeKey<List<String>> stringArrayKey(@Nullable String name) {
    return new AttributeKey<>(name, AttributeType.STRING_ARRAY);
  }

  /** A key for a list of booleans. */
  public static AttributeKey<List<Boolean>> booleanArrayKey(@Nullable String name) {
    return new AttributeKey<>(name, AttributeType.BOOLEAN_ARRAY);
  }

  /** A key for a list of whole numbers. */
  public static AttributeKey<List<Long>> longArrayKey(@Nullable String name) {
    return new AttributeKey<>(name, AttributeType.LONG_ARRAY);
  }

  /** A key for a list of floating point numbers. */
  public static AttributeKey<List<Double>> doubleArrayKey(@Nullable String name) {
    return new AttributeKey<>(name, AttributeType.DOUBLE_ARRAY);
  }

  /** A key for any value that OTLP can carry. */
  public static AttributeKey<Value> valueKey(@Nullable String name) {
    return new AttributeKey<>(name, AttributeType.VALUE);
  }

  /** The attribute's name, for example {@code http.route}. */
  public String name() {
    return name;
  }

  /** The type of the value. */
  public AttributeType type() {
    return type;
  }

  boolean isTooLong() {
    return name.length() > MAX_NAME_LENGTH;
  }

  /** What a {@code KeyValue} has before its value's length. Not to be modified. */
  byte[] encoded() {
    return encoded;
  }

  int nameHash() {
    return nameHash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AttributeKey<?> key && type == key.type && name.equals(key.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + type.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
