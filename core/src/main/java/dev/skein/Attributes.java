package dev.skein;

import dev.skein.internal.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of attributes, in the order in which they were put. Thread-safe.
 *
 * <p>A name occurs once: the last value put under it wins. Keys with an empty name are left out.
 */
public final class Attributes implements AttributeView {
  private static final Attributes EMPTY = new Attributes(List.of(), List.of());

  private final List<AttributeKey<?>> keys;
  private final List<Object> values;

  private Attributes(List<AttributeKey<?>> keys, List<Object> values) {
    this.keys = keys;
    this.values = values;
  }

  /** No attributes. */
  public static Attributes empty() {
    return EMPTY;
  }

  /** One attribute. */
  public static <A> Attributes of(@Nullable AttributeKey<A> key, @Nullable A value) {
    return builder().put(key, value).build();
  }

  /** Two attributes. */
  public static <A, B> Attributes of(
      @Nullable AttributeKey<A> key1,
      @Nullable A value1,
      @Nullable AttributeKey<B> key2,
      @Nullable B value2) {
    return builder().put(key1, value1).put(key2, value2).build();
  }

  /** Three attributes. */
  public static <A, B, C> Attributes of(
      @Nullable AttributeKey<A> key1,
      @Nullable A value1,
      @Nullable AttributeKey<B> key2,
      @Nullable B value2,
      @Nullable AttributeKey<C> key3,
      @Nullable C value3) {
    return builder().put(key1, value1).put(key2, value2).put(key3, value3).build();
  }

  /** A new builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of attributes. */
  public int size() {
    return keys.size();
  }

  /** Whether there are no attributes. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  @Override
  @SuppressWarnings("unchecked") // put() only pairs a key with a value of its type
  public <T> @Nullable T get(@Nullable AttributeKey<T> key) {
    int index = key == null ? -1 : keys.indexOf(key);
    return index < 0 ? null : (T) values.get(index);
  }

  /** Visits every attribute in order. */
  public void forEach(BiConsumer<? super AttributeKey<?>, Object> visitor) {
    Objects.requireNonNull(visitor, "visitor");
    for (int i = 0; i < keys.size(); i++) {
      visitor.accept(keys.get(i), values.get(i));
    }
  }

  @Override
  public void applyTo(@Nullable Span span) {
    for (int i = 0; span != null && i < keys.size(); i++) {
      span.setAttribute(untyped(i), values.get(i));
    }
  }

  @SuppressWarnings("unchecked") // put() only pairs a key with a value of its type
  private AttributeKey<Object> untyped(int index) {
    return (AttributeKey<Object>) keys.get(index);
  }

  AttributeKey<?> key(int index) {
    return keys.get(index);
  }

  Object value(int index) {
    return values.get(index);
  }

  /** A copy of a list, without its null elements and what no span has room for; or the value. */
  static Object copyIfList(Object value) {
    if (!(value instanceof List<?> list)) {
      return value;
    }
    List<Object> copy = new ArrayList<>();
    int looks = 0;
    for (Object element : list) {
      if (element != null) {
        copy.add(element);
      }
      if (++looks == Value.MAX_VALUES) {
        break;
      }
    }
    return Collections.unmodifiableList(copy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes attributes
        && keys.equals(attributes.keys)
        && values.equals(attributes.values);
  }

  @Override
  public int hashCode() {
    return keys.hashCode() * 31 + values.hashCode();
  }

  /** On one line, whatever they hold: control characters are replaced. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < keys.size(); i++) {
      text.append(i > 0 ? ", " : "").append(keys.get(i)).append('=').append(values.get(i));
    }
    return Printable.clean(text.append('}').toString());
  }

  /** Collects attributes. Not thread-safe. */
  public static final class Builder {
    private final List<AttributeKey<?>> keys = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private Builder() {}

    /**
     * Puts a value; null, an empty name and a list that throws are ignored; lists are copied,
     * without null elements.
     */
    public <T> Builder put(@Nullable AttributeKey<T> key, @Nullable T value) {
      if (key == null || value == null || key.name().isEmpty()) {
        return this;
      }
      Object safe;
      try {
        safe = copyIfList(value);
      } catch (Throwable hostileList) {
        return this;
      }
      int index = indexOf(key.name());
      if (index < 0) {
        keys.add(key);
        values.add(safe);
      } else {
        keys.set(index, key);
        values.set(index, safe);
      }
      return this;
    }

    /** Puts a text. */
    public Builder put(@Nullable String name, @Nullable String value) {
      return put(AttributeKey.stringKey(name), value);
    }

    /** Puts a whole number. */
    public Builder put(@Nullable String name, long value) {
      return put(AttributeKey.longKey(name), value);
    }

    /** Puts a floating point number. */
    public Builder put(@Nullable String name, double value) {
      return put(AttributeKey.doubleKey(name), value);
    }

    /** Puts a boolean. */
    public Builder put(@Nullable String name, boolean value) {
      return put(AttributeKey.booleanKey(name), value);
    }

    /** Puts all of another set; null is ignored. */
    public Builder putAll(@Nullable Attributes attributes) {
      for (int i = 0; attributes != null && i < attributes.size(); i++) {
        put(attributes.untyped(i), attributes.values.get(i));
      }
      return this;
    }

    private int indexOf(String name) {
      for (int i = 0; i < keys.size(); i++) {
        if (keys.get(i).name().equals(name)) {
          return i;
        }
      }
      return -1;
    }

    /** The attributes put so far. */
    public Attributes build() {
      return keys.isEmpty() ? EMPTY : new Attributes(List.copyOf(keys), List.copyOf(values));
    }
  }
}
