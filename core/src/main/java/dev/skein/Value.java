package dev.skein;

import dev.skein.internal.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Any value that OTLP's {@code AnyValue} can carry: scalars, bytes, lists and maps, nested up to
 * {@value #MAX_DEPTH} levels. Immutable and thread-safe; what is passed in is copied.
 *
 * <p>Nothing here throws. A text that is null becomes {@code <null>}; what is null within a list or
 * a map is left out, and so is what comes after a list or a map has thrown, and everything that
 * makes it more than 16,384 values or more than 64 KiB of bytes: a span has no room for that.
 */
public final class Value {
  /**
   * The deepest nesting that is kept; what lies below is left out. OpenTelemetry's default is 64,
   * but protobuf's parsers refuse a whole request that is nested more than 100 messages deep, and a
   * level of a map takes three.
   */
  public static final int MAX_DEPTH = 30;

  /** Each takes four bytes or more. */
  static final int MAX_VALUES = SpanBody.MAX_BYTES / 4;

  private final Object content;

  /** How many lists and maps lie within each other. */
  private final int depth;

  /** This one and all within it. */
  private final int count;

  private Value(Object content) {
    this(content, 0, 1);
  }

  private Value(Object content, int depth, int count) {
    this.content = content;
    this.depth = depth;
    this.count = count;
  }

  /** A text. */
  public static Value of(@Nullable String value) {
    return new Value(value == null ? Tracer.NO_NAME : value);
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
  public static Value of(byte @Nullable [] value) {
    return new Value(
        value == null
            ? new byte[0]
            : Arrays.copyOf(value, Math.min(value.length, SpanBody.MAX_BYTES)));
  }

  /** A list; copied. */
  public static Value of(@Nullable List<Value> values) {
    ValueCopy copy = new ValueCopy(MAX_DEPTH);
    copy.addAll(values);
    return copy.list();
  }

  /** A map from names to values, in the order of the map given; copied. */
  public static Value of(@Nullable Map<String, Value> entries) {
    ValueCopy copy = new ValueCopy(MAX_DEPTH);
    copy.putAll(entries);
    return copy.map();
  }

  /** A list or map that nobody else has. */
  static Value ofCopy(Object content, int depth, int count) {
    return new Value(content, depth, count);
  }

  int depth() {
    return depth;
  }

  int count() {
    return count;
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

  /** For people, on one line: control characters are replaced. */
  @Override
  public String toString() {
    return content instanceof byte[] bytes
        ? bytes.length + " bytes"
        : Printable.clean(content.toString());
  }
}
