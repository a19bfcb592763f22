package dev.skein;

import dev.skein.internal.ProtoWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes, resource and scope as OTLP protobuf, written back to front: the last field first.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto">opentelemetry-proto,
 *     common.proto and resource.proto</a>
 */
final class OtlpEncoder {
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
    AttributeArray.copyOf(resource.attributes(), Integer.MAX_VALUE, Integer.MAX_VALUE)
        .encode(out, RESOURCE_ATTRIBUTES);
    return out.toByteArray();
  }

  static byte[] scope(String name, String version) {
    ProtoWriter out = new ProtoWriter(1024, MAX_HEADER_BYTES);
    out.string(SCOPE_VERSION, version);
    out.string(SCOPE_NAME, name);
    return out.toByteArray();
  }

  /** One attribute; without a value it is a number, or a double's or boolean's bits. */
  static void keyValue(
      ProtoWriter out, int tag, AttributeKey<?> key, @Nullable Object value, long number) {
    int start = out.mark();
    int valueStart = out.mark();
    if (value != null) {
      any(out, value, Value.MAX_DEPTH);
    } else if (key.type() == AttributeType.DOUBLE) {
      out.fixed64(ANY_DOUBLE, number);
    } else {
      out.varint(key.type() == AttributeType.LONG ? ANY_INT : ANY_BOOL, number);
    }
    out.endMessage(KEY_VALUE_VALUE, valueStart);
    out.bytes(KEY_VALUE_KEY, key.encodedName());
    out.endMessage(tag, start);
  }

  /** The body of an {@code AnyValue}; empty for null and below the deepest level. */
  private static void any(ProtoWriter out, @Nullable Object value, int depth) {
    Object content = value instanceof Value any ? any.rawContent() : value;
    if (content instanceof String text) {
      out.string(ANY_STRING, text);
    } else if (content instanceof Long number) {
      out.varint(ANY_INT, number);
    } else if (content instanceof Boolean bool) {
      out.varint(ANY_BOOL, bool ? 1 : 0);
    } else if (content instanceof Double number) {
      out.fixed64(ANY_DOUBLE, Double.doubleToRawLongBits(number));
    } else if (content instanceof byte[] bytes) {
      out.bytes(ANY_BYTES, bytes);
    } else if (content instanceof List<?> list) {
      array(out, list, depth);
    } else if (content instanceof Map<?, ?> map) {
      map(out, map, depth);
    }
  }

  private static void array(ProtoWriter out, List<?> list, int depth) {
    int start = out.mark();
    for (int i = depth > 0 ? list.size() - 1 : -1; i >= 0; i--) {
      int element = out.mark();
      any(out, list.get(i), depth - 1);
      out.endMessage(LIST_VALUES, element);
    }
    out.endMessage(ANY_ARRAY, start);
  }

  private static void map(ProtoWriter out, Map<?, ?> map, int depth) {
    int start = out.mark();
    List<Map.Entry<?, ?>> entries = new ArrayList<>(depth > 0 ? map.entrySet() : List.of());
    for (int i = entries.size() - 1; i >= 0; i--) {
      int entryStart = out.mark();
      int valueStart = out.mark();
      any(out, entries.get(i).getValue(), depth - 1);
      out.endMessage(KEY_VALUE_VALUE, valueStart);
      out.string(KEY_VALUE_KEY, (String) entries.get(i).getKey());
      out.endMessage(LIST_VALUES, entryStart);
    }
    out.endMessage(ANY_KEY_VALUE_LIST, start);
  }
}
