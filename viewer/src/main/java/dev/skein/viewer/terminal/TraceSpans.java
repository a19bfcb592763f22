package dev.skein.viewer.terminal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the spans of a trace of any size. {@link OtlpReader} takes no more than a million elements
 * of a request, so that it can be given what anybody sends; a trace was taken in by a viewer
 * already, and comes to it in pieces. For one trace.
 */
final class TraceSpans {
  private static final int AT_ONCE = 256;

  /** The resource of spans or their scope, and the groups of spans or the spans themselves. */
  private static final int FIRST = 1;

  private static final int SECOND = 2;
  private static final int TAG_OF_FIRST = 0x0A;
  private static final int TAG_OF_SECOND = 0x12;

  private final List<SpanData> spans = new ArrayList<>();

  private TraceSpans() {}

  /**
   * Reads the spans of an OTLP {@code ExportTraceServiceRequest}, in their order.
   *
   * @throws MalformedOtlpException if it is none, or if a single span has a million elements
   */
  static List<SpanData> read(byte[] otlp) throws MalformedOtlpException {
    TraceSpans trace = new TraceSpans();
    try {
      for (ByteBuffer resourceSpans : Message.of(ByteBuffer.wrap(otlp)).firsts) {
        trace.addAll(Message.of(resourceSpans));
      }
    } catch (InvalidProtocolBufferException e) {
      return OtlpReader.read(otlp); // which says what is wrong
    }
    return trace.spans;
  }

  private void addAll(Message resourceSpans)
      throws MalformedOtlpException, InvalidProtocolBufferException {
    for (ByteBuffer group : resourceSpans.seconds) {
      Message scopeSpans = Message.of(group);
      List<ByteBuffer> all = scopeSpans.seconds;
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        List<ByteBuffer> some = all.subList(from, Math.min(from + AT_ONCE, all.size()));
        add(resourceSpans.first(), scopeSpans.first(), some);
      }
    }
  }

  private void add(@Nullable ByteBuffer resource, @Nullable ByteBuffer scope, List<ByteBuffer> some)
      throws MalformedOtlpException {
    try {
      spans.addAll(OtlpReader.read(request(resource, scope, some)));
    } catch (MalformedOtlpException e) {
      if (some.size() == 1) {
        throw e;
      }
      int half = some.size() / 2;
      add(resource, scope, some.subList(0, half));
      add(resource, scope, some.subList(half, some.size()));
    }
  }

  private static byte[] request(
      @Nullable ByteBuffer resource, @Nullable ByteBuffer scope, List<ByteBuffer> spans) {
    ByteBuffer scopeSpans = message(scope, spans);
    return message(message(resource, List.of(scopeSpans)), List.of()).array();
  }

  private static ByteBuffer message(@Nullable ByteBuffer first, List<ByteBuffer> seconds) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      if (first != null) {
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
   * The fields 1 and 2 of a message, which all that holds spans is made of; parts of its bytes.
   *
   * @param firsts of a field that is there once, the last counts
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

    @Nullable ByteBuffer first() {
      return firsts.isEmpty() ? null : firsts.get(firsts.size() - 1);
    }
  }
}
