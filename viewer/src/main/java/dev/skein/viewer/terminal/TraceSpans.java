package dev.skein.viewer.terminal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.SpanOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads the spans of a trace of any size. {@link OtlpReader} takes no more than a million elements
 * of a request, so that it can be given what anybody sends; a larger trace was taken in by a viewer
 * already, and comes to it in pieces. What spans come from is read once for all of them, and the
 * spans of one resource share it. For one trace.
 */
final class TraceSpans {
  private static final int AT_ONCE = 256;

  /** The resource of spans or their scope, and the groups of spans or the spans themselves. */
  private static final int FIRST = 1;

  private static final int SECOND = 2;
  private static final int TAG_OF_FIRST = 0x0A;
  private static final int TAG_OF_SECOND = 0x12;

  /** A span with nothing but ids, to be asked what it comes from. */
  private static final ByteBuffer PROBE =
      ByteBuffer.wrap(HexFormat.of().parseHex("0a10" + "1".repeat(32) + "1208" + "1".repeat(16)));

  private final List<SpanData> spans = new ArrayList<>();
  private SpanOrigin origin = SpanOrigin.UNKNOWN;

  private TraceSpans() {}

  /**
   * Reads the spans of an OTLP {@code ExportTraceServiceRequest}, in their order.
   *
   * @throws MalformedOtlpException if it is none, or if a single span or resource has a million
   *     elements
   */
  static List<SpanData> read(byte[] otlp) throws MalformedOtlpException {
    try {
      return OtlpReader.read(otlp);
    } catch (MalformedOtlpException e) {
      return inPieces(otlp, e);
    }
  }

  private static List<SpanData> inPieces(byte[] otlp, MalformedOtlpException refused)
      throws MalformedOtlpException {
    TraceSpans trace = new TraceSpans();
    try {
      for (ByteBuffer resourceSpans : Message.of(ByteBuffer.wrap(otlp)).firsts) {
        trace.addAll(Message.of(resourceSpans));
      }
    } catch (InvalidProtocolBufferException e) {
      throw refused; // which says what is wrong
    }
    return trace.spans;
  }

  private void addAll(Message resourceSpans)
      throws MalformedOtlpException, InvalidProtocolBufferException {
    Map<String, Object> resource = probe(resourceSpans.firsts, List.of()).resource();
    for (ByteBuffer group : resourceSpans.seconds) {
      Message scopeSpans = Message.of(group);
      SpanData probe = probe(List.of(), scopeSpans.firsts);
      origin = new SpanOrigin(resource, probe.scopeName(), probe.scopeVersion());
      List<ByteBuffer> all = scopeSpans.seconds;
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        add(all.subList(from, Math.min(from + AT_ONCE, all.size())));
      }
    }
  }

  /** A span that comes from a resource and a scope, each in one part mostly. */
  private static SpanData probe(List<ByteBuffer> resource, List<ByteBuffer> scope)
      throws MalformedOtlpException {
    return OtlpReader.read(request(resource, scope, List.of(PROBE))).get(0);
  }

  private void add(List<ByteBuffer> some) throws MalformedOtlpException {
    List<SpanData> read;
    try {
      read = OtlpReader.read(request(List.of(), List.of(), some));
    } catch (MalformedOtlpException e) {
      if (some.size() == 1) {
        throw e;
      }
      int half = some.size() / 2;
      add(some.subList(0, half));
      add(some.subList(half, some.size()));
      return;
    }
    for (SpanData span : read) {
      spans.add(origin.given(span));
    }
  }

  private static byte[] request(
      List<ByteBuffer> resource, List<ByteBuffer> scope, List<ByteBuffer> spans) {
    ByteBuffer scopeSpans = message(scope, spans);
    ByteBuffer resourceSpans = message(resource, List.of(scopeSpans));
    return message(List.of(resourceSpans), List.of()).array();
  }

  private static ByteBuffer message(List<ByteBuffer> firsts, List<ByteBuffer> seconds) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (ByteBuffer first : firsts) {
        out.writeByteBuffer(FIRST, first);
      }
      for (ByteBuffer second : seconds) {
        out.writeByteBuffer(SECOND, second);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  /**
   * The fields 1 and 2 of a message, which all that holds spans is made of; parts of its bytes. The
   * parts of a field that is one message are merged by the reader.
   */
  private record Message(List<ByteBuffer> firsts, List<ByteBuffer> seconds) {
    static Message of(ByteBuffer bytes) throws InvalidProtocolBufferException {
      Message message = new Message(new ArrayList<>(), new ArrayList<>());
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      in.enableAliasing(true);
      try {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
          switch (tag) {
            case TAG_OF_FIRST -> message.firsts.add(in.readByteBuffer());
            case TAG_OF_SECOND -> message.seconds.add(in.readByteBuffer());
            default -> in.skipField(tag);
          }
        }
      } catch (InvalidProtocolBufferException e) {
        throw e;
      } catch (IOException e) {
        throw new UncheckedIOException("reading from memory", e);
      }
      return message;
    }
  }
}
