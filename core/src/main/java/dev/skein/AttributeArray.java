package dev.skein;

import dev.skein.internal.ProtoWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attributes in flat arrays, numbers and booleans unboxed, with a limit on their count and on the
 * length of their values. Not thread-safe: the span that owns it guards it.
 */
final class AttributeArray {
  /** A server span with all that the HTTP conventions know has 13. */
  private static final int INITIAL_CAPACITY = 16;

  private final int countLimit;
  private final int lengthLimit;
  private AttributeKey<?>[] keys;
  private @Nullable Object[] values;
  private long[] numbers;
  private int size;
  private int dropped;

  AttributeArray(int countLimit, int lengthLimit) {
    this(countLimit, lengthLimit, INITIAL_CAPACITY);
  }

  private AttributeArray(int countLimit, int lengthLimit, int capacity) {
    this.countLimit = countLimit;
    this.lengthLimit = lengthLimit;
    this.keys = new AttributeKey<?>[capacity];
    this.values = new Object[capacity];
    this.numbers = new long[capacity];
  }

  static AttributeArray copyOf(Attributes attributes, int countLimit, int lengthLimit) {
    AttributeArray array =
        new AttributeArray(countLimit, lengthLimit, Math.min(attributes.size(), countLimit));
    array.putAll(attributes);
    return array;
  }

  int size() {
    return size;
  }

  /** How many attributes were left out because there were too many. */
  int dropped() {
    return dropped;
  }

  void putAll(Attributes attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      putObject(attributes.key(i), attributes.value(i));
    }
  }

  /** Puts a value of the key's type; one of another type is ignored. */
  void putObject(AttributeKey<?> key, Object value) {
    if (!key.type().accepts(value)) {
      return;
    }
    if (value instanceof Long number) {
      putNumber(key, number);
    } else if (value instanceof Double number) {
      putNumber(key, Double.doubleToRawLongBits(number));
    } else if (value instanceof Boolean bool) {
      putNumber(key, bool ? 1 : 0);
    } else {
      Object kept = AttributeValues.truncate(value, lengthLimit);
      int slot = slot(key);
      if (slot >= 0) {
        values[slot] = kept;
      }
    }
  }

  /** Puts the bits of a number or boolean. */
  void putNumber(AttributeKey<?> key, long bits) {
    int slot = slot(key);
    if (slot >= 0) {
      values[slot] = null;
      numbers[slot] = bits;
    }
  }

  /** The place for a key's value, with the key written there; -1 when there is none. */
  private int slot(AttributeKey<?> key) {
    if (key.name().isEmpty()) {
      return -1;
    }
    int index = indexOf(key.name());
    if (index < 0) {
      if (size >= countLimit) {
        dropped++;
        return -1;
      }
      if (size == keys.length) {
        grow();
      }
      index = size++;
    }
    keys[index] = key;
    return index;
  }

  private int indexOf(String name) {
    int hash = name.hashCode();
    for (int i = 0; i < size; i++) {
      String candidate = keys[i].name();
      if (candidate.hashCode() == hash && candidate.equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private void grow() {
    int capacity = Math.min(countLimit, Math.max(4, keys.length * 2));
    // The one that says how much room there is comes last: memory may run out on the way.
    values = Arrays.copyOf(values, capacity);
    numbers = Arrays.copyOf(numbers, capacity);
    keys = Arrays.copyOf(keys, capacity);
  }

  boolean remove(String name) {
    int index = indexOf(name);
    if (index < 0) {
      return false;
    }
    int moved = size - index - 1;
    System.arraycopy(keys, index + 1, keys, index, moved);
    System.arraycopy(values, index + 1, values, index, moved);
    System.arraycopy(numbers, index + 1, numbers, index, moved);
    size--;
    values[size] = null;
    return true;
  }

  /** The value of a key of the same name and type; null when there is none. */
  @Nullable Object get(AttributeKey<?> key) {
    int index = indexOf(key.name());
    return index < 0 || keys[index].type() != key.type() ? null : value(index);
  }

  private @Nullable Object value(int index) {
    AttributeType type = keys[index].type();
    if (type == AttributeType.LONG) {
      return numbers[index];
    }
    if (type == AttributeType.DOUBLE) {
      return Double.longBitsToDouble(numbers[index]);
    }
    return type == AttributeType.BOOLEAN ? Boolean.valueOf(numbers[index] != 0) : values[index];
  }

  @SuppressWarnings("unchecked") // key and value were put together
  Attributes snapshot() {
    Attributes.Builder builder = Attributes.builder();
    for (int i = 0; i < size; i++) {
      builder.put((AttributeKey<Object>) keys[i], value(i));
    }
    return builder.build();
  }

  void truncateValues(int maxLength) {
    for (int i = 0; i < size; i++) {
      Object value = values[i];
      if (value != null) {
        values[i] = AttributeValues.truncate(value, maxLength);
      }
    }
  }

  /** Writes all attributes as {@code KeyValue} messages, the last one first. */
  void encode(ProtoWriter out, int tag) {
    for (int i = size - 1; i >= 0; i--) {
      OtlpEncoder.keyValue(out, tag, keys[i], values[i], numbers[i]);
    }
  }
}
