package dev.skein;

import dev.skein.internal.ProtoWriter;
import dev.skein.internal.Strings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Attributes, resource and scope as OTLP protobuf.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto">opentelemetry-proto,
 *     common.proto and resource.proto</a>
 */
final class OtlpEncoder {
  /** Lengths below that take one byte. */
  private static final int ONE_BYTE = 128;

  private static final int MAX_HEADER_BYTES = 1 << 20;
  private static final int KEY_VALUE_KEY = 0x0A;
  private static final int KEY_VALUE_VALUE = 0x12;
  private static final int ANY_STRING = 0x0A;
  private static final int ANY_BOOL = 0x10;
  private static final int ANY_INT = 0x18;
  private static final int ANY_DOUBLE = 0x21;
  private static final int ANY_ARRAY = 0x2A;
  private static final int ANY_KEY_VALUE_LIST = 0x32;
  private static final int ANY_BYTES = 0x3A;
  private static final int LIST_VALUES = 0x0A;
  private static final int RESOURCE_ATTRIBUTES = 0x0A;
  private static final int SCOPE_NAME = 0x0A;
  private static final int SCOPE_VERSION = 0x12;

  private OtlpEncoder() {}

  static byte[] resource(Resource resource) {
    ProtoWriter out = new ProtoWriter(1024, MAX_HEADER_BYTES);
    attributes(
        out, RESOURCE_ATTRIBUTES, resource.attributes(), Integer.MAX_VALUE, Integer.MAX_VALUE);
    return out.toByteArray();
  }

  static byte[] scope(String name, String version) {
    ProtoWriter out = new ProtoWriter(1024, MAX_HEADER_BYTES);
    out.string(SCOPE_NAME, name);
    out.string(SCOPE_VERSION, version);
    return out.toByteArray();
  }

  /** A {@code KeyValue} of that name, up to the length of its value. */
  static byte[] key(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    ProtoWriter out = new ProtoWriter(utf8.length + 7, Integer.MAX_VALUE);
    out.bytes(KEY_VALUE_KEY, utf8);
    out.raw(new byte[] {KEY_VALUE_VALUE});
    return out.toByteArray();
  }

  /**
   * Writes as many attributes as the limit allows.
   *
   * @return how many were left out
   */
  static int attributes(
      ProtoWriter out, int tag, Attributes attributes, int countLimit, int lengthLimit) {
    int accepted = 0;
    int written = 0;
    for (int i = 0; i < attributes.size(); i++) {
      AttributeKey<?> key = attributes.key(i);
      Object value = attributes.value(i);
      if (key.type().accepts(value)) {
        accepted++;
        if (written < countLimit && !key.isTooLong()) {
          attribute(out, tag, key, value, lengthLimit);
          written++;
        }
      }
    }
    return accepted - written;
  }

  static void attribute(
      ProtoWriter out, int tag, AttributeKey<?> key, Object value, int lengthLimit) {
    if (value instanceof String text) {
      text(out, tag, key.encoded(), Strings.truncate(text, lengthLimit));
      return;
    }
    int start = out.mark();
    out.raw(key.encoded());
    int valueStart = out.mark();
    any(out, value, lengthLimit, Value.MAX_DEPTH);
    out.endLength(valueStart);
    out.endMessage(tag, start);
  }

  /** A text: by far the most frequent one, and its lengths are known if it is ASCII. */
  static void text(ProtoWriter out, int tag, byte[] key, String value) {
    int length = value.length();
    int keyValue = key.length + 3 + length;
    if (keyValue < ONE_BYTE && out.reserve(2 + keyValue)) {
      byte[] bytes = out.array();
      int at = header(bytes, out.size(), tag, keyValue, key, 2 + length);
      bytes[at] = ANY_STRING;
      bytes[at + 1] = (byte) length;
      if (out.asciiAt(value, at + 2)) {
        out.wrote(at + 2 + length);
        return;
      }
    }
    int start = out.mark();
    out.raw(key);
    int valueStart = out.mark();
    out.string(ANY_STRING, value);
    out.endLength(valueStart);
    out.endMessage(tag, start);
  }

  /** A number; or a double's or boolean's bits. */
  static void number(ProtoWriter out, int tag, AttributeKey<?> key, long bits) {
    byte[] name = key.encoded();
    boolean isDouble = key.type() == AttributeType.DOUBLE;
    int any = 1 + (isDouble ? Long.BYTES : ProtoWriter.varintSize(bits));
    int keyValue = name.length + 1 + any;
    if (keyValue < ONE_BYTE && out.reserve(2 + keyValue)) {
      out.wrote(header(out.array(), out.size(), tag, keyValue, name, any));
    } else {
      out.varint(tag, keyValue);
      out.raw(name);
      out.length(any);
    }
    if (isDouble) {
      out.fixed64(ANY_DOUBLE, bits);
    } else {
      out.varint(key.type() == AttributeType.LONG ? ANY_INT : ANY_BOOL, bits);
    }
  }

  /** Everything before the value, when each length takes one byte; the position after it. */
  private static int header(byte[] bytes, int at, int tag, int keyValue, byte[] key, int value) {
    bytes[at] = (byte) tag;
    bytes[at + 1] = (byte) keyValue;
    System.arraycopy(key, 0, bytes, at + 2, key.length);
    int end = at + 2 + key.length;
    bytes[end] = (byte) value;
    return end + 1;
  }

  /** The body of an {@code AnyValue}. Lists and maps below the deepest level are empty. */
  private static void any(ProtoWriter out, Object value, int lengthLimit, int depth) {
    Object content = value instanceof Value any ? any.rawContent() : value;
    if (content instanceof String text) {
      out.string(ANY_STRING, Strings.truncate(text, lengthLimit));
    } else if (content instanceof Long number) {
      out.varint(ANY_INT, number);
    } else if (content instanceof Boolean bool) {
      out.varint(ANY_BOOL, bool ? 1 : 0);
    } else if (content instanceof Double number) {
      out.fixed64(ANY_DOUBLE, Double.doubleToRawLongBits(number));
    } else if (content instanceof byte[] bytes) {
      int length = Math.min(bytes.length, lengthLimit);
      out.varint(ANY_BYTES, length);
      out.raw(bytes, 0, length);
    } else if (content instanceof List<?> list) {
      int start = out.mark();
      for (int i = 0; i < list.size() && depth > 0; i++) {
        int element = out.mark();
        any(out, list.get(i), lengthLimit, depth - 1);
        out.endMessage(LIST_VALUES, element);
      }
      out.endMessage(ANY_ARRAY, start);
    } else if (content instanceof Map<?, ?> map) {
      int start = out.mark();
      if (depth > 0) {
        map.forEach((name, each) -> entry(out, (String) name, each, lengthLimit, depth - 1));
      }
      out.endMessage(ANY_KEY_VALUE_LIST, start);
    }
  }

  private static void entry(
      ProtoWriter out, String name, Object value, int lengthLimit, int depth) {
    int start = out.mark();
    out.string(KEY_VALUE_KEY, name);
    int valueStart = out.mark();
    any(out, value, lengthLimit, depth);
    out.endMessage(KEY_VALUE_VALUE, valueStart);
    out.endMessage(LIST_VALUES, start);
  }
}
