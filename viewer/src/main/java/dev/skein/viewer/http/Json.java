package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** An answer in JSON, written piece by piece so that it need not be in memory as a whole. */
@FunctionalInterface
interface Json {
  /** Its media type. */
  String TYPE = "application/json; charset=utf-8";

  /** Writes one value. */
  void write(JsonGenerator out) throws IOException;

  /** Writes the value to a stream as UTF-8, and closes neither. */
  default void writeTo(OutputStream stream) throws IOException {
    // a writer, because a generator of bytes refuses the halves of surrogate pairs
    OutputStreamWriter writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    JsonGenerator out = Factory.INSTANCE.createGenerator(writer);
    write(out);
    out.flush();
    writer.flush();
  }

  /** The value as bytes, for small ones. */
  default byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /** What every error looks like. */
  static Json error(String message) {
    return out -> {
      out.writeStartObject();
      out.writeStringField("error", message);
      out.writeEndObject();
    };
  }

  /** Made when first needed. */
  final class Factory {
    static final JsonFactory INSTANCE = new JsonFactory();

    private Factory() {}
  }
}
