package dev.skein.interop;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON document that is written from left to right (RFC 8259). Not thread-safe. */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder();

  int length() {
    return text.length();
  }

  /** Punctuation, or a value that is JSON already. */
  JsonText raw(String json) {
    text.append(json);
    return this;
  }

  JsonText raw(long number) {
    text.append(number);
    return this;
  }

  /** A name of an object, with a comma before it unless it is the first one. */
  JsonText name(String name) {
    char last = text.charAt(text.length() - 1);
    if (last != '{' && last != '[') {
      text.append(',');
    }
    return string(name).raw(":");
  }

  /** A string, quoted; a surrogate without its other half becomes U+FFFD. */
  JsonText string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c == '\u2028' || c == '\u2029') {
        escape(c);
      } else if (!Character.isSurrogate(c)) {
        text.append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        text.append(c).append(value.charAt(++i));
      } else {
        text.append('\uFFFD');
      }
    }
    text.append('"');
    return this;
  }

  private void escape(char c) {
    text.append("\\u");
    for (int shift = Character.SIZE - 4; shift >= 0; shift -= 4) {
      text.append(HEX.charAt((c >>> shift) & 0xF));
    }
  }

  /** A value of an attribute. Numbers that JSON does not know, and bytes, become strings. */
  JsonText value(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      text.append('{');
      map.forEach((name, inner) -> name(String.valueOf(name)).value(inner));
      text.append('}');
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object inner : list) {
        raw(separator).value(inner);
        separator = ",";
      }
      text.append(list.isEmpty() ? "[]" : "]");
    } else if (value == null
        || value instanceof Boolean
        || value instanceof Long
        || (value instanceof Double number && Double.isFinite(number))) {
      text.append(value);
    } else {
      string(plain(value));
    }
    return this;
  }

  /** A value of an attribute as text: what stands in a tag. */
  static String plain(Object value) {
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    return value instanceof Map<?, ?> || value instanceof List<?>
        ? new JsonText().value(value).toString()
        : value.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
