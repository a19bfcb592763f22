package dev.skein.viewer.ingest;

import dev.skein.StatusCode;
import java.io.IOException;
import java.util.Base64;

/** One tag of Jaeger's, whose fields come in any order; then the next one. */
final class JaegerTag {
  private String key = "";
  private String type = "";
  private String text = "";
  private boolean isTruth;
  private boolean isWhole;
  private boolean isNumber;

  /** What tags say that are no attributes. */
  static final class Meaning {
    private String kind = "";
    private String scopeName = "";
    private String scopeVersion = "";
    private String traceState = "";
    private String description = "";
    private boolean isError;
    private boolean isOk;

    /** Takes what a tag says; whether it says nothing else. */
    boolean take(JaegerTag tag) {
      String text = tag.text;
      switch (tag.key) {
        case "span.kind" -> kind = text;
        case "otel.scope.name", "otel.library.name" -> scopeName = text;
        case "otel.scope.version", "otel.library.version" -> scopeVersion = text;
        case "otel.status_description" -> description = text;
        case "w3c.tracestate" -> traceState = text;
        case "internal.span.format" -> {}
        case "otel.status_code" -> {
          isError |= text.equals("ERROR");
          isOk |= text.equals("OK");
        }
        case "error" -> {
          isError |= text.equals("true");
          return text.equals("true") || text.equals("false");
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    String kind() {
      return kind;
    }

    /** The scope as a message. */
    byte[] scope() {
      MessageWriter scope = new MessageWriter(scopeName.length() + scopeVersion.length());
      if (!scopeName.isEmpty()) {
        scope.string(0x0A, scopeName);
      }
      if (!scopeVersion.isEmpty()) {
        scope.string(0x12, scopeVersion);
      }
      return scope.toByteArray();
    }

    /** Writes fields of a span. */
    void write(MessageWriter span) {
      if (!traceState.isEmpty()) {
        span.string(0x1A, traceState);
      }
      if (isError || isOk) {
        int mark = span.begin();
        if (isError && !description.isEmpty()) {
          span.string(0x12, description);
        }
        span.varint(0x18, (isError ? StatusCode.ERROR : StatusCode.OK).otlpNumber());
        span.end(0x7A, mark);
      }
    }
  }

  /** Reads a tag from an object. */
  void read(JsonInput in) throws IOException {
    key = "";
    type = "";
    text = "";
    isTruth = false;
    isWhole = false;
    isNumber = false;
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "key" -> key = in.string();
        case "type" -> type = in.string();
        case "value" -> {
          isTruth = in.isTruth();
          isWhole = in.isWholeNumber();
          isNumber = in.isNumber();
          text = in.scalar();
        }
        default -> in.skip();
      }
    }
  }

  boolean isNamed(String name) {
    return key.equals(name);
  }

  String text() {
    return text;
  }

  /** Writes it as an attribute; as a text if its value is not of the type that it names. */
  void write(int field, MessageWriter out) {
    int mark = out.begin();
    out.string(0x0A, key);
    int value = out.begin();
    if (!typed(out)) {
      out.string(0x0A, text);
    }
    out.end(0x12, value);
    out.end(field, mark);
  }

  private boolean typed(MessageWriter out) {
    try {
      if (isTruth || type.equals("bool")) {
        out.varint(0x10, text.equals("true") ? 1 : 0);
      } else if (type.equals("float64") || (isNumber && !isWhole)) {
        out.fixed64(0x21, Double.doubleToLongBits(Double.parseDouble(text)));
      } else if (type.equals("int64") || isWhole) {
        out.varint(0x18, Long.parseLong(text));
      } else if (type.equals("binary")) {
        out.bytes(0x3A, Base64.getDecoder().decode(text));
      } else {
        return false;
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Writes an attribute that is a text. */
  static void text(String key, String text, int field, MessageWriter out) {
    int mark = out.begin();
    out.string(0x0A, key);
    int value = out.begin();
    out.string(0x0A, text);
    out.end(0x12, value);
    out.end(field, mark);
  }
}
