package dev.skein;

import dev.skein.internal.Nullable;
import dev.skein.internal.ProtoWriter;
import java.util.Arrays;

/**
 * Attributes as the bytes that will be sent, written as they are set, each with a tag of one byte
 * in front; and where they are, for the rare case that one is set again, read or removed. Other
 * fields of the span stand between them.
 *
 * <p>Bytes and numbers only: the buffer is used for one span after the other, and storing
 * references into an old object costs more than encoding does, and would keep what is the
 * application's. Not thread-safe: the span that has it guards it.
 */
class AttributeBuffer {
  private static final int ATTRIBUTES = 0x4A;

  /** A server span with all that the HTTP conventions know has 13. */
  private static final int INITIAL_COUNT = 16;

  private static final int TYPE_BITS = 4;
  private static final int TYPE_MASK = (1 << TYPE_BITS) - 1;
  private static final int[] NOTHING = {};

  final ProtoWriter out;

  /** Two numbers for each attribute: the hash of its name; its position and its type. */
  private int[] index = NOTHING;

  private int count;
  private int dropped;

  /** One bit for each hash that occurs, so that most names are known to be new at once. */
  private long hashes;

  AttributeBuffer(int maxBytes) {
    this.out = new ProtoWriter(0, maxBytes);
  }

  final void clear(int maxKeptBytes, int maxKeptCount) {
    restart();
    out.trim(maxKeptBytes);
    if (index.length > maxKeptCount * 2) {
      index = NOTHING;
    }
    dropped = 0;
  }

  /** How many attributes were left out because there were too many. */
  final int dropped() {
    return dropped;
  }

  /**
   * Puts a value of the key's type; one of another type is ignored.
   *
   * @return false, with nothing changed, when there is no room for its bytes
   */
  final boolean put(AttributeKey<?> key, Object value, int countLimit, int lengthLimit) {
    if (!key.type().accepts(value)) {
      return true;
    }
    int existing = find(key);
    if (isRefused(key, existing, countLimit)) {
      return true;
    }
    int start = out.mark();
    boolean written = false;
    try {
      OtlpEncoder.attribute(out, ATTRIBUTES, key, value, lengthLimit);
      written = written(key, existing, start);
    } finally {
      if (!written) {
        out.rewind(start);
      }
    }
    return written;
  }

  /** The same for the bits of a number or boolean. */
  final boolean putNumber(AttributeKey<?> key, long bits, int countLimit) {
    int existing = find(key);
    if (isRefused(key, existing, countLimit)) {
      return true;
    }
    int start = out.mark();
    boolean written = false;
    try {
      OtlpEncoder.number(out, ATTRIBUTES, key, bits);
      written = written(key, existing, start);
    } finally {
      if (!written) {
        out.rewind(start);
      }
    }
    return written;
  }

  private boolean isRefused(AttributeKey<?> key, int existing, int countLimit) {
    if (key.isTooLong() || (existing < 0 && count >= countLimit)) {
      dropped += key.name().isEmpty() ? 0 : 1;
      return true;
    }
    return key.name().isEmpty();
  }

  /** Makes the last bytes an attribute: a new one, or in the place of one of the same name. */
  private boolean written(AttributeKey<?> key, int existing, int start) {
    if (out.overflowed()) {
      return false;
    }
    if (existing >= 0) {
      replace(existing, key, start);
      return true;
    }
    int at = count * 2;
    if (at == index.length) {
      index = Arrays.copyOf(index, Math.max(INITIAL_COUNT * 2, at * 2));
    }
    index[at] = key.nameHash();
    index[at + 1] = entry(key, start);
    hashes |= 1L << key.nameHash();
    count++;
    return true;
  }

  private static int entry(AttributeKey<?> key, int position) {
    return position << TYPE_BITS | key.type().number();
  }

  private int position(int attribute) {
    return index[attribute * 2 + 1] >>> TYPE_BITS;
  }

  private AttributeType type(int attribute) {
    return AttributeType.ofNumber(index[attribute * 2 + 1] & TYPE_MASK);
  }

  private void replace(int attribute, AttributeKey<?> key, int last) {
    int from = position(attribute);
    int to = end(from);
    int longer = (out.size() - last) - (to - from);
    boolean done = false;
    try {
      out.replace(from, to, last);
      move(from, longer);
      index[attribute * 2 + 1] = entry(key, from);
      done = true;
    } finally {
      if (!done) {
        // Out of stack between two steps: better no attribute than bytes that are none.
        lost(count);
        restart();
      }
    }
  }

  /** The positions beyond one change by that much. */
  private void move(int from, int by) {
    for (int i = 1; i < count * 2; i += 2) {
      if (index[i] >>> TYPE_BITS > from) {
        index[i] += by << TYPE_BITS;
      }
    }
  }

  /** Forgets all that was written. */
  final void restart() {
    count = 0;
    hashes = 0;
    out.reset();
  }

  /** Counts attributes that there was no room for. */
  final void lost(int attributes) {
    dropped += attributes;
  }

  final void remove(AttributeKey<?> key) {
    int attribute = find(key);
    if (attribute < 0) {
      return;
    }
    int from = position(attribute);
    int to = end(from);
    boolean done = false;
    try {
      out.replace(from, to, out.size());
      move(from, from - to);
      int next = attribute * 2 + 2;
      System.arraycopy(index, next, index, next - 2, count * 2 - next);
      count--;
      done = true;
    } finally {
      if (!done) {
        lost(count);
        restart();
      }
    }
  }

  /** The attribute of that name; -1 when there is none. */
  private int find(AttributeKey<?> key) {
    int hash = key.nameHash();
    if ((hashes & 1L << hash) != 0 && !key.isTooLong()) {
      for (int i = 0; i < count; i++) {
        if (index[i * 2] == hash && isNamed(position(i), key.encoded())) {
          return i;
        }
      }
    }
    return -1;
  }

  private boolean isNamed(int position, byte[] encodedKey) {
    byte[] bytes = out.array();
    int at = position + 1;
    while (bytes[at++] < 0) {
      // the length
    }
    int end = at + encodedKey.length;
    return end <= out.size() && Arrays.equals(bytes, at, end, encodedKey, 0, encodedKey.length);
  }

  private int end(int position) {
    byte[] bytes = out.array();
    int length = 0;
    int at = position + 1;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[at++];
      length |= (b & 0x7F) << shift;
      if (b >= 0) {
        return at + length;
      }
    }
  }

  /** The value of a key of the same name and type; null when there is none. */
  final @Nullable Object get(AttributeKey<?> key) {
    int attribute = find(key);
    if (attribute < 0 || type(attribute) != key.type()) {
      return null;
    }
    AttributeDecoder in = decoder(attribute);
    in.name();
    return in.value(key.type());
  }

  /** All of them. */
  final Attributes attributes() {
    Attributes.Builder builder = Attributes.builder();
    for (int i = 0; i < count; i++) {
      AttributeDecoder in = decoder(i);
      AttributeKey<Object> key = new AttributeKey<>(in.name(), type(i));
      builder.put(key, in.value(key.type()));
    }
    return builder.build();
  }

  private AttributeDecoder decoder(int attribute) {
    return new AttributeDecoder(out.array(), position(attribute));
  }
}
