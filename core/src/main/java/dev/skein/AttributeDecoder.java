package dev.skein;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads back attributes that {@link OtlpEncoder} wrote; nothing is checked. Used once. */
final class AttributeDecoder {
  private final byte[] bytes;
  private int at;

  /** Reads a {@code KeyValue}, whose tag of one byte stands at that position. */
  AttributeDecoder(byte[] bytes, int position) {
    this.bytes = bytes;
    this.at = position + 1;
    varint();
  }

  /** The name, which comes first. */
  String name() {
    at++;
    return string();
  }

  /** The value, which comes next. */
  Object value(AttributeType type) {
    at++;
    return any(type == AttributeType.VALUE);
  }

  /** The content of an {@code AnyValue}, whose length comes next; with all its parts as Values. */
  private Object any(boolean wrapped) {
    varint();
    return switch (bytes[at++]) {
      case 0x0A -> wrapped ? Value.of(string()) : string();
      case 0x10 -> {
        boolean value = varint() != 0;
        yield wrapped ? Value.of(value) : value;
      }
      case 0x18 -> {
        long value = varint();
        yield wrapped ? Value.of(value) : value;
      }
      case 0x21 -> {
        double value = float64();
        yield wrapped ? Value.of(value) : value;
      }
      case 0x2A -> list(wrapped);
      case 0x32 -> map();
      default -> {
        int length = (int) varint();
        at += length;
        yield Value.of(Arrays.copyOfRange(bytes, at - length, at));
      }
    };
  }

  private double float64() {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bits |= (bytes[at++] & 0xFFL) << shift;
    }
    return Double.longBitsToDouble(bits);
  }

  private Object list(boolean wrapped) {
    List<Object> list = new ArrayList<>();
    for (int end = (int) varint() + at; at < end; ) {
      at++;
      list.add(any(wrapped));
    }
    return wrapped ? Value.of(values(list)) : Collections.unmodifiableList(list);
  }

  @SuppressWarnings("unchecked") // the parts of a Value are Values
  private static List<Value> values(List<?> list) {
    return (List<Value>) list;
  }

  private Object map() {
    Map<String, Value> map = new LinkedHashMap<>();
    for (int end = (int) varint() + at; at < end; ) {
      at++;
      varint();
      map.put(name(), (Value) value(AttributeType.VALUE));
    }
    return Value.of(map);
  }

  private String string() {
    int length = (int) varint();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[at++];
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
