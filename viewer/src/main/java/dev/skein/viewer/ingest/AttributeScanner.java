package dev.skein.viewer.ingest;

import dev.skein.viewer.store.AttributeTerm;
import dev.skein.viewer.store.Source;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads OTLP's {@code KeyValue} and {@code AnyValue} without making them: what is wanted is whether
 * core's reader will take them, and by which terms they are found. Not thread-safe.
 */
final class AttributeScanner {
  /**
   * Core's reader takes a million in all; a span and its resource have to stay below it together.
   */
  static final int MAX_ELEMENTS = 100_000;

  private static final int MAX_DEPTH = 64;
  private static final byte[] SERVICE_NAME = "service.name".getBytes(StandardCharsets.US_ASCII);
  private static final int FIRST_TERMS = 64;
  private static final int[] NO_TERMS = {};

  private final WireReader in;
  private int[] terms = new int[FIRST_TERMS];
  private int termCount;
  private int elements;
  private String service = Source.UNKNOWN_SERVICE;

  // of the last value that was read
  private boolean isSet;
  private boolean isText;
  private boolean hasHash;
  private int hash;
  private int textFrom;
  private int textTo;

  AttributeScanner(WireReader in) {
    this.in = in;
  }

  /** Forgets what was found. */
  void reset() {
    termCount = 0;
    elements = 0;
    service = Source.UNKNOWN_SERVICE;
  }

  /** Counts a thing of which an object will be made. */
  void count() {
    elements++;
  }

  /** Whether there is more than may be kept. */
  boolean isTooMuch() {
    return elements > MAX_ELEMENTS;
  }

  /** The hashes that were found since the last reset. */
  int[] terms() {
    return termCount == 0 ? NO_TERMS : Arrays.copyOf(terms, termCount);
  }

  /** What the attribute {@code service.name} says, if it was among them. */
  String service() {
    return service;
  }

  /** Reads the rest of the current message, whose field 1 are attributes, and its terms. */
  void resource() throws MalformedSpansException {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x0A) {
        attribute(true);
      } else {
        in.skip(tag);
      }
    }
  }

  /** Reads one attribute, by which a span is found. */
  void indexed() throws MalformedSpansException {
    attribute(false);
  }

  private void attribute(boolean ofResource) throws MalformedSpansException {
    elements++;
    int outer = in.enter();
    int keyFrom = 0;
    int keyTo = 0;
    isSet = false;
    hasHash = false;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> {
          int length = in.text();
          keyTo = in.position();
          keyFrom = keyTo - length;
        }
        case 0x12 -> value(0);
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    if (isSet) {
      int key = TextHash.ofUtf8(in.array(), keyFrom, keyTo);
      term(AttributeTerm.hash(key));
      if (hasHash) {
        term(AttributeTerm.hash(key, hash));
      }
      if (ofResource
          && Arrays.equals(in.array(), keyFrom, keyTo, SERVICE_NAME, 0, SERVICE_NAME.length)) {
        service = isText ? text() : Source.UNKNOWN_SERVICE;
      }
    }
  }

  private String text() {
    return textFrom == textTo
        ? Source.UNKNOWN_SERVICE
        : new String(in.array(), textFrom, textTo - textFrom, StandardCharsets.UTF_8);
  }

  private void term(int term) {
    if (termCount == terms.length) {
      terms = Arrays.copyOf(terms, 2 * termCount);
    }
    terms[termCount++] = term;
  }

  /** Reads one attribute, by which nothing is found. */
  void keyValue() throws MalformedSpansException {
    keyValue(0);
  }

  private void keyValue(int depth) throws MalformedSpansException {
    elements++;
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x12) {
        value(depth);
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
  }

  /** Reads a value; the last one of several counts. */
  private void value(int depth) throws MalformedSpansException {
    if (depth > MAX_DEPTH) {
      throw new MalformedSpansException(
          "values nested deeper than " + MAX_DEPTH + " at byte " + in.position());
    }
    int outer = in.enter();
    isSet = false;
    isText = false;
    hasHash = false;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> {
          int length = in.text();
          if (depth == 0) {
            textTo = in.position();
            textFrom = textTo - length;
            scalar(TextHash.ofUtf8(in.array(), textFrom, textTo));
            isText = true;
          }
        }
        case 0x10 -> scalar(in.varint() != 0 ? TextHash.TRUE : TextHash.FALSE);
        case 0x18 -> scalar(TextHash.ofDecimal(in.varint()));
        case 0x21 -> number(in.fixed64(), depth);
        case 0x2A -> {
          array(depth + 1);
          composite();
        }
        case 0x32 -> {
          map(depth + 1);
          composite();
        }
        case 0x3A -> {
          in.text();
          composite();
        }
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }

  private void scalar(int hashCode) {
    isSet = true;
    isText = false;
    hasHash = true;
    hash = hashCode;
  }

  private void number(long bits, int depth) {
    if (depth == 0) {
      scalar(Double.toString(Double.longBitsToDouble(bits)).hashCode());
    }
  }

  /** A value without a term of its own. */
  private void composite() {
    isSet = true;
    isText = false;
    hasHash = false;
  }

  private void map(int depth) throws MalformedSpansException {
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x0A) {
        keyValue(depth);
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
  }

  private void array(int depth) throws MalformedSpansException {
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x0A) {
        elements++;
        value(depth);
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
  }
}
