package dev.skein.viewer.ingest;

import java.io.IOException;

/** Reads lists of {@code KeyValue} from OTLP's JSON and writes them in protobuf. */
final class AttributeJsonReader {
  private static final int MAX_DEPTH = 64;

  private final JsonInput in;
  private final MessageWriter out;

  AttributeJsonReader(JsonInput in, MessageWriter out) {
    this.in = in;
    this.out = out;
  }

  /** Reads a list of attributes, each of which becomes a field. */
  void list(int tag) throws IOException {
    list(tag, 0);
  }

  private void list(int tag, int depth) throws IOException {
    if (!in.beginList()) {
      return;
    }
    while (in.nextElement()) {
      if (!in.isObject()) {
        throw in.problem("an object was expected");
      }
      int mark = out.begin();
      for (String name = in.nextField(); name != null; name = in.nextField()) {
        switch (name) {
          case "key" -> in.string(0x0A, out);
          case "value" -> value(0x12, depth);
          default -> in.skip();
        }
      }
      out.end(tag, mark);
    }
  }

  /** Reads a value; null is one that is not set. */
  private void value(int tag, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw in.problem("values are nested deeper than " + MAX_DEPTH);
    }
    int mark = out.begin();
    if (in.beginObject()) {
      for (String name = in.nextField(); name != null; name = in.nextField()) {
        if (in.isNull()) {
          continue;
        }
        switch (name) {
          case "stringValue", "string_value" -> in.string(0x0A, out);
          case "boolValue", "bool_value" -> out.varint(0x10, in.bool() ? 1 : 0);
          case "intValue", "int_value" -> out.varint(0x18, in.int64());
          case "doubleValue", "double_value" ->
              out.fixed64(0x21, Double.doubleToLongBits(in.float64()));
          case "arrayValue", "array_value" -> nested(0x2A, false, depth + 1);
          case "kvlistValue", "kvlist_value" -> nested(0x32, true, depth + 1);
          case "bytesValue", "bytes_value" -> out.bytes(0x3A, in.base64());
          default -> in.skip();
        }
      }
    }
    out.end(tag, mark);
  }

  /** Reads an object whose {@code values} are attributes or values. */
  private void nested(int tag, boolean named, int depth) throws IOException {
    in.beginObject();
    int mark = out.begin();
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      if (!name.equals("values")) {
        in.skip();
      } else if (named) {
        list(0x0A, depth);
      } else if (in.beginList()) {
        while (in.nextElement()) {
          value(0x0A, depth);
        }
      }
    }
    out.end(tag, mark);
  }
}
