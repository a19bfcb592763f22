package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.ByteString;
import dev.skein.StatusCode;
import dev.skein.internal.ProtoWriter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Not every encoder writes as little as Google's: what says nothing may be there, and lengths and
 * numbers may take more bytes than they need.
 */
class OtlpReaderEncodingTest {
  @Test
  void fieldsOfASpan_writtenThoughTheyHaveTheirDefaults_areRead() throws Exception {
    byte[] written =
        written(
            out -> {
              for (int bytes : new int[] {0x1A, 0x22, 0x2A, 0x7A}) {
                out.bytes(bytes, new byte[0]); // trace state, parent, name, status
              }
              for (int number : new int[] {0x30, 0x50, 0x60, 0x70}) {
                out.varint(number, 0); // kind, what was dropped
              }
              out.fixed64(0x39, 0);
              out.fixed64(0x41, 0);
              out.fixed32(0x85, 0);
              out.raw(minimal().build().toByteArray());
            });
    assertThat(Span.parseFrom(written).toBuilder().clearStatus().build())
        .isEqualTo(minimal().build());
    assertThat(OtlpReader.read(requestOf(written)))
        .isEqualTo(OtlpReader.read(requestOf(minimal().build())));
  }

  @Test
  void fieldsWithinASpan_writtenThoughTheyHaveTheirDefaults_areRead() throws Exception {
    byte[] status =
        written(
            out -> {
              out.string(0x12, "");
              out.varint(0x18, 0);
            });
    byte[] event =
        written(
            out -> {
              out.fixed64(0x09, 0);
              out.string(0x12, "");
              out.varint(0x20, 0);
            });
    byte[] link =
        written(
            out -> {
              out.bytes(0x0A, new byte[0]);
              out.bytes(0x12, new byte[0]);
              out.string(0x1A, "");
              out.varint(0x28, 0);
              out.fixed32(0x35, 0);
            });
    byte[] attribute =
        written(
            out -> {
              out.string(0x0A, "");
              out.bytes(0x12, new byte[] {0x0A, 0}); // an empty text
            });
    assertThat(Status.parseFrom(status)).isEqualTo(Status.getDefaultInstance());
    assertThat(Span.Event.parseFrom(event)).isEqualTo(Span.Event.getDefaultInstance());
    assertThat(Span.Link.parseFrom(link)).isEqualTo(Span.Link.getDefaultInstance());

    byte[] span =
        written(
            out -> {
              out.bytes(0x7A, status);
              out.bytes(0x5A, event);
              out.bytes(0x6A, link);
              out.bytes(0x4A, attribute);
              out.raw(minimal().build().toByteArray());
            });
    SpanData read = OtlpReader.read(requestOf(span)).get(0);
    assertThat(read.statusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(read.statusMessage()).isEmpty();
    assertThat(read.events()).containsExactly(new SpanData.Event("", 0, Map.of(), 0));
    assertThat(read.links()).containsExactly(new SpanData.Link("", "", "", 0, Map.of(), 0));
    assertThat(read.attributes()).containsExactly(entry("", ""));
  }

  @Test
  void fieldsAroundASpan_writtenThoughTheyHaveTheirDefaults_areRead() throws Exception {
    byte[] resource = written(out -> out.varint(0x10, 0)); // how many attributes were dropped
    byte[] scope =
        written(
            out -> {
              out.string(0x0A, "");
              out.string(0x12, "");
              out.varint(0x20, 0);
            });
    byte[] scopeSpans =
        written(
            out -> {
              out.bytes(0x0A, scope);
              out.bytes(0x12, minimal().build().toByteArray());
              out.string(0x1A, ""); // the schema's URL
            });
    byte[] resourceSpans =
        written(
            out -> {
              out.bytes(0x0A, resource);
              out.bytes(0x12, scopeSpans);
              out.string(0x1A, "");
            });
    byte[] request = written(out -> out.bytes(0x0A, resourceSpans));
    assertThat(
            ExportTraceServiceRequest.parseFrom(request)
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpansList())
        .containsExactly(minimal().build());
    assertThat(OtlpReader.read(request))
        .isEqualTo(OtlpReader.read(requestOf(minimal().build())))
        .hasSize(1);
  }

  @Test
  void numbers_ofMoreBytesThanTheyNeed_areRead() throws Exception {
    byte[] written =
        written(
            out -> {
              out.raw(new byte[] {0x30, (byte) 0x83, (byte) 0x80, 0}); // kind
              out.raw(new byte[] {(byte) 0xAA, (byte) 0x80, 0, 1, 'n'}); // name, its tag
              out.raw(minimal().build().toByteArray());
            });
    Span expected = minimal().setKindValue(3).setName("n").build();
    assertThat(Span.parseFrom(written)).isEqualTo(expected);
    assertThat(OtlpReader.read(requestOf(written))).isEqualTo(OtlpReader.read(requestOf(expected)));
  }

  private static byte[] written(Consumer<ProtoWriter> fields) {
    ProtoWriter out = new ProtoWriter(64, 1 << 16);
    fields.accept(out);
    return out.toByteArray();
  }

  private static Span.Builder minimal() {
    return Span.newBuilder()
        .setTraceId(ByteString.fromHex("0af7651916cd43dd8448eb211c80319c"))
        .setSpanId(ByteString.fromHex("b7ad6b7169203331"));
  }

  private static byte[] requestOf(Span span) {
    return requestOf(span.toByteArray());
  }

  private static byte[] requestOf(byte[] span) {
    return written(
        out -> {
          out.bytes(0x12, span);
          out.endMessage(0x12, 0);
          out.endMessage(0x0A, 0);
        });
  }
}
