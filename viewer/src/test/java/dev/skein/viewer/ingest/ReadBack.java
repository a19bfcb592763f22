package dev.skein.viewer.ingest;

import com.google.protobuf.CodedOutputStream;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.SpanRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Reads spans again from what would be stored of them, as a store does. */
final class ReadBack {
  private static final int HEADER = 1;
  private static final int CONTENT = 2;

  private ReadBack() {}

  /** The message alone. */
  static byte[] bytes(SpanRecord record) {
    return Arrays.copyOfRange(record.bytes(), record.offset(), record.offset() + record.length());
  }

  /** The span as core's reader has it. */
  static SpanData span(SpanRecord record) throws MalformedOtlpException {
    List<SpanData> spans = OtlpReader.read(request(record));
    if (spans.size() != 1) {
      throw new AssertionError("one span became " + spans.size());
    }
    return spans.get(0);
  }

  static List<SpanData> spans(List<SpanRecord> records) throws MalformedOtlpException {
    SpanData[] spans = new SpanData[records.size()];
    for (int i = 0; i < spans.length; i++) {
      spans[i] = span(records.get(i));
    }
    return Arrays.asList(spans);
  }

  /** The span as a request of its own. */
  static byte[] request(SpanRecord record) {
    byte[] scopeSpans =
        message(field(HEADER, record.source().scope()), field(CONTENT, bytes(record)));
    return field(
        HEADER, message(field(HEADER, record.source().resource()), field(CONTENT, scopeSpans)));
  }

  private static byte[] message(byte[]... fields) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      all.writeBytes(field);
    }
    return all.toByteArray();
  }

  private static byte[] field(int number, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeByteArray(number, content);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
