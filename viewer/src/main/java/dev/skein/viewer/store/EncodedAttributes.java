package dev.skein.viewer.store;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks one attribute up in the bytes of a message without reading the others. Where it comes
 * twice, the last one counts, as everywhere.
 */
final class EncodedAttributes {
  /** Stands for a value that is no text, number or boolean. */
  private static final Object OTHER = new Object();

  /** The tag of {@code attributes} in a {@code Resource} and in a {@code Span}. */
  private static final int OF_RESOURCE = 0x0A;

  private static final int OF_SPAN = 0x4A;

  private EncodedAttributes() {}

  /** The text of an attribute of a span; null if there is none, or none that is text. */
  static @Nullable String text(SpanBytes spans, int span, String name) {
    Object value = ofSpan(spans, span, name.getBytes(StandardCharsets.UTF_8));
    return value == null || value == OTHER ? null : value.toString();
  }

  /** Whether a span itself meets a condition. */
  static boolean spanMeets(SpanBytes spans, int span, AttributeTerm term) {
    return meets(ofSpan(spans, span, term.name().getBytes(StandardCharsets.UTF_8)), term);
  }

  /** Whether a resource meets a condition. */
  static boolean resourceMeets(byte[] resource, AttributeTerm term) {
    return meets(ofResource(resource, term.name().getBytes(StandardCharsets.UTF_8)), term);
  }

  private static boolean meets(@Nullable Object value, AttributeTerm term) {
    return value != null
        && (term.value() == null || (value != OTHER && term.value().equals(value.toString())));
  }

  private static @Nullable Object ofSpan(SpanBytes spans, int span, byte[] name) {
    return find(spans.array(span), spans.offset(span), spans.length(span), OF_SPAN, name);
  }

  private static @Nullable Object ofResource(byte[] resource, byte[] name) {
    return find(resource, 0, resource.length, OF_RESOURCE, name);
  }

  private static @Nullable Object find(
      byte[] array, int offset, int length, int field, byte[] name) {
    CodedInputStream in = CodedInputStream.newInstance(array, offset, length);
    Object found = null;
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == field) {
          int outer = in.pushLimit(in.readRawVarint32());
          Object value = keyValue(in, name);
          in.popLimit(outer);
          found = value != null ? value : found;
        } else if (!in.skipField(tag)) {
          return found;
        }
      }
    } catch (IOException e) {
      // what decodes spans says so as well, and then there is none
      return null;
    }
    return found;
  }

  /** The {@linkplain AttributeTerm#hash hashes} of a resource's attributes. */
  static int[] termsOfResource(byte[] resource) {
    IntList terms = new IntList();
    CodedInputStream in = CodedInputStream.newInstance(resource);
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == OF_RESOURCE) {
          int outer = in.pushLimit(in.readRawVarint32());
          addTerms(in, terms);
          in.popLimit(outer);
        } else if (!in.skipField(tag)) {
          break;
        }
      }
    } catch (IOException e) {
      // what comes before is found
    }
    return terms.toArray();
  }

  private static void addTerms(CodedInputStream in, IntList terms) throws IOException {
    String name = "";
    Object value = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 0x0A -> name = new String(in.readByteArray(), StandardCharsets.UTF_8);
        case 0x12 -> value = nested(in);
        default -> in.skipField(tag);
      }
    }
    if (value != null) {
      terms.add(AttributeTerm.hash(name, null));
      if (value != OTHER) {
        terms.add(AttributeTerm.hash(name, value.toString()));
      }
    }
  }

  private static @Nullable Object keyValue(CodedInputStream in, byte[] name) throws IOException {
    boolean named = name.length == 0;
    Object value = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 0x0A -> {
          int length = in.readRawVarint32();
          if (length != name.length) {
            in.skipRawBytes(length);
            named = false;
          } else {
            named = Arrays.equals(in.readRawBytes(length), name);
          }
        }
        case 0x12 -> value = nested(in);
        default -> in.skipField(tag);
      }
    }
    return named ? value : null;
  }

  private static @Nullable Object nested(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    Object value = anyValue(in);
    in.popLimit(outer);
    return value;
  }

  private static @Nullable Object anyValue(CodedInputStream in) throws IOException {
    Object value = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 0x0A -> value = new String(in.readByteArray(), StandardCharsets.UTF_8);
        case 0x10 -> value = in.readRawVarint64() != 0;
        case 0x18 -> value = in.readRawVarint64();
        case 0x21 -> value = Double.longBitsToDouble(in.readRawLittleEndian64());
        case 0x2A, 0x32, 0x3A -> {
          in.skipRawBytes(in.readRawVarint32());
          value = OTHER;
        }
        default -> in.skipField(tag);
      }
    }
    return value;
  }
}
