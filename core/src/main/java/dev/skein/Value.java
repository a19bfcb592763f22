package dev.skein;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Any value that OTLP's {@code AnyValue} can carry: scalars, bytes, lists and maps, nested up to
 * {@value #MAX_DEPTH} levels. Immutable and thread-safe; what is passed in is copied.
 */
public final class Value {
  /**
   * The deepest nesting that is kept; what lies below is left out. OpenTelemetry's default is 64,
   * but protobuf's parsers refuse a whole request that is nested more than 100 messages deep, and a
   * level of a map takes three.
   */
  public static final int MAX_DEPTH = 30;

  private final Object content;

  private Value(Object content) {
    this.content = content;
  }

  /** A text. */
  public static Value of(String value) {
    return new Value(Objects.requireNonNull(value, "value"));
  }

  /** A boolean. */
  public static Value of(boolean value) {
    return new Value(value);
  }

  /** A whole number. */
  public static Value of(long value) {
    return new Value(value);
  }

  /** A floating point number. */
  public static Value of(double value) {
    return new Value(value);
  }

  /** Bytes; copied. */
  public static Value of(byte[] value) {
    return new Value(value.clone());
  }

  /** A list; copied. */
  public static Value of(List<Value> values) {
    return new Value(List.copyOf(values));
  }

  /** A map from names to values, in the order of the map given; copied. */
  public static Value of(Map<String, Value> entries) {
    Map<String, Value> copy = new LinkedHashMap<>(entries);
    if (copy.containsKey(null) || copy.containsValue(null)) {
      throw new NullPointerException("A map has no null in it");
    }
    return new Value(Collections.unmodifiableMap(copy));
  }

  /**
   * What this value holds: a {@link String}, {@link Boolean}, {@link Long}, {@link Double}, {@code
   * byte[]} (a copy), {@link List} or {@link Map}.
   */
  public Object content() {
    return content instanceof byte[] bytes ? bytes.clone() : content;
  }

  /** Like {@link #content()}, without the copy. Not to be modified. */
  Object rawContent() {
    return content;
  }

  /** A value of a list or map of values that nobody else has. */
  static Value ofDecoded(Object content) {
    return new Value(
        content instanceof Map<?, ?> map
            ? Collections.unmodifiableMap(map)
            : Collections.unmodifiableList((List<?>) content));
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Value value)) {
      return false;
    }
    return content instanceof byte[] bytes
        ? value.content instanceof byte[] otherBytes && Arrays.equals(bytes, otherBytes)
        : content.equals(value.content);
  }

  @Override
  public int hashCode() {
    return content instanceof byte[] bytes ? Arrays.hashCode(bytes) : content.hashCode();
  }

  @Override
  public String toString() {
    return content instanceof byte[] bytes ? bytes.length + " bytes" : content.toString();
  }
}
