package dev.skein.export;

import dev.skein.internal.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads OTLP's {@code KeyValue} and {@code AnyValue}, and counts what becomes an object. */
final class AttributeReader {
  /** A few bytes each may become a hundred bytes on the heap each. */
  private static final int MAX_ELEMENTS = 1_000_000;

  private static final int MAX_DEPTH = 64;

  private final ProtoInput in;
  private int elements;

  AttributeReader(ProtoInput in) {
    this.in = in;
  }

  /** Counts a thing that was found; refuses one too many. */
  void count() throws MalformedOtlpException {
    if (++elements > MAX_ELEMENTS) {
      throw new MalformedOtlpException("more than " + MAX_ELEMENTS + " elements in one request");
    }
  }

  /** Reads a message whose field 1 are attributes, and nothing else of it. */
  void message(Map<String, Object> target) throws MalformedOtlpException {
    message(target, 0);
  }

  private void message(Map<String, Object> target, int depth) throws MalformedOtlpException {
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x0A) {
        keyValue(target, depth);
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
  }

  /** Reads one attribute. */
  void keyValue(Map<String, Object> target) throws MalformedOtlpException {
    keyValue(target, 0);
  }

  private void keyValue(Map<String, Object> target, int depth) throws MalformedOtlpException {
    count();
    int outer = in.enter();
    String key = "";
    Object value = null;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> key = in.string();
        case 0x12 -> value = anyValue(depth);
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    if (value != null) {
      target.put(key, value);
    }
  }

  private @Nullable Object anyValue(int depth) throws MalformedOtlpException {
    if (depth > MAX_DEPTH) {
      throw new MalformedOtlpException("values nested deeper than " + MAX_DEPTH);
    }
    int outer = in.enter();
    Object value = null;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> value = in.string();
        case 0x10 -> value = in.varint() != 0;
        case 0x18 -> value = in.varint();
        case 0x21 -> value = Double.longBitsToDouble(in.fixed64());
        case 0x2A -> value = array(depth);
        case 0x32 -> {
          Map<String, Object> map = new LinkedHashMap<>();
          message(map, depth + 1);
          value = Collections.unmodifiableMap(map);
        }
        case 0x3A -> value = in.bytes();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return value;
  }

  private List<@Nullable Object> array(int depth) throws MalformedOtlpException {
    int outer = in.enter();
    List<@Nullable Object> values = new ArrayList<>();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x0A) {
        count();
        values.add(anyValue(depth + 1));
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
    return Collections.unmodifiableList(values);
  }
}
