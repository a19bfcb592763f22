package dev.skein.viewer.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as protobuf's mapping has it: a number may be a string, null is a field that is not
 * there. Positioned at a value; a problem names the place. Not thread-safe.
 *
 * @see <a href="https://protobuf.dev/programming-guides/json/">ProtoJSON</a>
 */
final class JsonInput implements AutoCloseable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  // the body has a limit of its own
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          // names of tags are other people's
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private static final int MAX_NUMBER_CHARS = 100;
  private static final byte[] NO_BYTES = {};

  /** No number of so many digits is too large. */
  private static final int MAX_DIGITS = 18;

  private static final long MAX_UINT32 = 0xFFFF_FFFFL;

  private final JsonParser parser;

  JsonInput(byte[] json) throws IOException {
    parser = FACTORY.createParser(json);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /** Goes to the next document; false after the last one. */
  boolean nextDocument() throws IOException {
    return parser.nextToken() != null;
  }

  /** Goes to the next field's value within an object; its name, or null at the object's end. */
  @Nullable String nextField() throws IOException {
    String name = parser.nextFieldName();
    if (name != null) {
      parser.nextToken();
    }
    return name;
  }

  /** Goes to the next value of a list; false at its end. */
  boolean nextElement() throws IOException {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  boolean isList() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  boolean isNumber() {
    return parser.currentToken().isNumeric();
  }

  boolean isWholeNumber() {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
  }

  boolean isTruth() {
    return parser.currentToken().isBoolean();
  }

  /** Whether it is a text that begins with a char. */
  boolean beginsWith(char c) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING
        && parser.getTextLength() > 0
        && parser.getTextCharacters()[parser.getTextOffset()] == c;
  }

  /** Passes over the value. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  /** Whether there is a list to go through; null is none. */
  boolean beginList() throws IOException {
    if (isNull()) {
      return false;
    }
    if (!isList()) {
      throw problem("a list was expected");
    }
    return true;
  }

  /** Whether there is an object to go through; null is none. */
  boolean beginObject() throws IOException {
    if (isNull()) {
      return false;
    }
    if (!isObject()) {
      throw problem("an object was expected");
    }
    return true;
  }

  /** A text; empty for null. */
  String string() throws IOException {
    if (isNull()) {
      return "";
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw problem("a string was expected");
    }
    return parser.getText();
  }

  /** Writes a text as a field, without making a string; nothing for null. */
  void string(int tag, MessageWriter out) throws IOException {
    if (isNull()) {
      return;
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw problem("a string was expected");
    }
    chars(tag, out);
  }

  /** The same of a text, a number or a truth value; an empty text for null. */
  void scalar(int tag, MessageWriter out) throws IOException {
    if (isNull()) {
      out.string(tag, "");
      return;
    }
    if (!parser.currentToken().isScalarValue()) {
      throw problem("a string was expected");
    }
    chars(tag, out);
  }

  private void chars(int tag, MessageWriter out) throws IOException {
    out.string(tag, parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  /** A text, a number or a truth value as text; empty for null. */
  String scalar() throws IOException {
    if (isNull()) {
      return "";
    }
    if (!parser.currentToken().isScalarValue()) {
      throw problem("a string was expected");
    }
    return parser.getText();
  }

  boolean bool() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw problem("true or false was expected");
    };
  }

  /** A number of 64 bits, as a number or a string. */
  long int64() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    long plain = digits();
    if (plain >= 0) {
      return plain;
    }
    String text = number();
    try {
      return text.isEmpty() ? 0 : new BigDecimal(text).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw problem("a whole number of 64 bits was expected");
    }
  }

  /** A number of 64 bits without a sign, as a number or a string. */
  long uint64() throws IOException {
    long plain = digits();
    if (plain >= 0) {
      return plain;
    }
    if (parser.currentToken() == JsonToken.VALUE_STRING
        || parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      try {
        return Long.parseUnsignedLong(number());
      } catch (NumberFormatException e) {
        // may be written otherwise
      }
    }
    long value = int64();
    if (value < 0) {
      throw problem("a number from 0 was expected");
    }
    return value;
  }

  /** A number of 32 bits without a sign. */
  int uint32() throws IOException {
    long value = int64();
    if (value < 0 || value > MAX_UINT32) {
      throw problem("a number from 0 to " + MAX_UINT32 + " was expected");
    }
    return (int) value;
  }

  double float64() throws IOException {
    if (parser.currentToken().isNumeric()) {
      return parser.getDoubleValue();
    }
    String text = number();
    try {
      return text.isEmpty() ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw problem("a number was expected");
    }
  }

  /** A number as it is mostly written, from its digits; negative for anything else. */
  private long digits() throws IOException {
    JsonToken token = parser.currentToken();
    int length = parser.getTextLength();
    if ((token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT)
        || length == 0
        || length > MAX_DIGITS) {
      return -1;
    }
    char[] chars = parser.getTextCharacters();
    int from = parser.getTextOffset();
    long value = 0;
    for (int i = from; i < from + length; i++) {
      int digit = chars[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value;
  }

  /** A number's text; empty for null. */
  private String number() throws IOException {
    if (isNull()) {
      return "";
    }
    JsonToken token = parser.currentToken();
    boolean isText = token == JsonToken.VALUE_STRING;
    if ((!isText && !token.isNumeric())
        || parser.getTextLength() > MAX_NUMBER_CHARS
        || parser.getTextLength() == 0) {
      throw problem("a number was expected");
    }
    return parser.getText();
  }

  /** Base64 in any of its forms; empty for null. */
  byte[] base64() throws IOException {
    String text = string().replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw problem("base64 was expected");
    }
  }

  /** Hexadecimal digits in any case; empty for null. */
  byte[] hex() throws IOException {
    return hex(0);
  }

  /**
   * An id in hexadecimal digits, or in base64 as protobuf's own mapping has bytes. Base64 of 8 or
   * 16 bytes ends with a sign that is no digit, so that they cannot be mistaken for each other.
   */
  byte[] id() throws IOException {
    boolean isText = parser.currentToken() == JsonToken.VALUE_STRING && parser.getTextLength() > 0;
    return isText
            && parser.getTextCharacters()[parser.getTextOffset() + parser.getTextLength() - 1]
                == '='
        ? base64()
        : hex();
  }

  /** The same, with zeros in front of it where there are fewer bytes. */
  byte[] hex(int atLeast) throws IOException {
    if (isNull()) {
      return NO_BYTES;
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw problem("a string was expected");
    }
    int length = parser.getTextLength();
    if (length == 0) {
      return NO_BYTES;
    }
    boolean isOdd = (length & 1) != 0;
    if (isOdd && length > 2 * atLeast) {
      throw noHex();
    }
    char[] chars = parser.getTextCharacters();
    int end = parser.getTextOffset() + length;
    byte[] bytes = new byte[Math.max(atLeast, length / 2)];
    for (int i = 1; i <= length; i++) {
      char c = chars[end - i];
      if (!HexFormat.isHexDigit(c)) {
        throw noHex();
      }
      int digit = HexFormat.fromHexDigit(c);
      bytes[bytes.length - (i + 1) / 2] |= (byte) ((i & 1) == 0 ? digit << 4 : digit);
    }
    return bytes;
  }

  private MalformedSpansException noHex() throws IOException {
    return problem(
        "pairs of hexadecimal digits were expected, not " + SafeText.of(parser.getText()));
  }

  /** What is wrong with the value, and where it is. */
  MalformedSpansException problem(String what) {
    JsonLocation at = parser.currentTokenLocation();
    String path = parser.getParsingContext().pathAsPointer().toString();
    return new MalformedSpansException(
        what + " at " + (path.isEmpty() ? "the top" : SafeText.of(path)) + place(at));
  }

  /** What the parser itself has not understood. */
  MalformedSpansException problem(IOException thrown) {
    String what = thrown instanceof JsonEOFException ? "it ends too soon" : message(thrown);
    return new MalformedSpansException(
        "not JSON: " + SafeText.of(what) + place(parser.currentLocation()));
  }

  /** What the parser says, without the places that it names in words of its own. */
  private static String message(IOException thrown) {
    String message =
        String.valueOf(
            thrown instanceof JsonProcessingException broken
                ? broken.getOriginalMessage()
                : thrown.getMessage());
    int source = message.indexOf("[Source");
    int remark = source < 0 ? -1 : message.lastIndexOf(" (", source);
    return remark < 0 ? message : message.substring(0, remark);
  }

  private static String place(JsonLocation at) {
    return ", line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
