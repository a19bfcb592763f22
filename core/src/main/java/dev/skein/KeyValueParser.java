package dev.skein;

import dev.skein.internal.HeaderText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pairs written {@code key=value,key2=value2}, percent-encoded where needed. One error makes the
 * whole text unusable, as the specification has it: half of the headers are worse than none.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/resource/sdk/">OpenTelemetry, Resource
 *     SDK</a>
 */
final class KeyValueParser {
  // what java.net.http refuses to send, and what the exporter sets itself
  private static final Set<String> RESERVED_HEADERS =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "transfer-encoding",
          "upgrade");

  private KeyValueParser() {}

  static OptionParser<Attributes> attributes() {
    return (text, problems) -> {
      Map<String, String> pairs = parse(text.value());
      if (pairs == null) {
        problems.unusable(
            text,
            text.value(),
            "key=value pairs separated by commas, percent-encoded",
            "none of them");
        return null;
      }
      Attributes.Builder attributes = Attributes.builder();
      pairs.forEach(attributes::put);
      return attributes.build();
    };
  }

  /** Header fields; their values never appear in a problem. */
  static OptionParser<Map<String, String>> headers() {
    return (text, problems) -> {
      Map<String, String> pairs = parse(text.value());
      if (pairs == null) {
        problems.secret(
            text,
            "not name=value pairs separated by commas, percent-encoded; no header is sent (the"
                + " value is not shown because it may be a secret)");
        return null;
      }
      for (Map.Entry<String, String> header : pairs.entrySet()) {
        String problem = headerProblem(header.getKey(), header.getValue());
        if (problem != null) {
          problems.secret(text, problem + "; no header is sent");
          return null;
        }
      }
      return pairs;
    };
  }

  /** What is wrong with a header; null when nothing is. Never contains the value. */
  static @Nullable String headerProblem(String name, String value) {
    if (name.isEmpty()) {
      return "a header has no name";
    }
    if (!HeaderText.isToken(name)) {
      // a name that is none may be half of a secret
      return "a header's name has a character that names cannot have";
    }
    if (RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      return "the header " + name + " is not for the user to set";
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        return "the value of the header " + name + " has a character that values cannot have";
      }
    }
    return null;
  }

  /** The pairs, in their order; null when the text is not made of pairs. */
  static @Nullable Map<String, String> parse(String value) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String item : OptionParsers.items(value)) {
      int equals = item.indexOf('=');
      if (equals < 1) {
        return null;
      }
      String key = decode(item.substring(0, equals).strip());
      String decoded = decode(item.substring(equals + 1).strip());
      if (key == null || key.isEmpty() || decoded == null) {
        return null;
      }
      pairs.put(key, decoded);
    }
    return Collections.unmodifiableMap(pairs);
  }

  /** Percent-decodes UTF-8; null when the encoding is broken. A plus sign stays one. */
  private static @Nullable String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(source.length);
    for (int i = 0; i < source.length; i++) {
      if (source[i] != '%') {
        decoded.put(source[i]);
        continue;
      }
      int high = i + 2 < source.length ? Character.digit(source[i + 1], 16) : -1;
      int low = i + 2 < source.length ? Character.digit(source[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      decoded.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
