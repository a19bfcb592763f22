package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.internal.ProtoWriter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanBatchTest {
  @Test
  void bytes_areOneRequestThatProtobufUnderstands() throws Exception {
    SpanBatch batch =
        new SpanBatch(
            TestSpan.resource("shop"),
            TestSpan.scope("dev.skein"),
            List.of(chunk(1, 10), chunk(2, 70_000), chunk(3, 0)));
    ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(batch.toByteArray());
    ResourceSpans resourceSpans = request.getResourceSpans(0);
    ScopeSpans scopeSpans = resourceSpans.getScopeSpans(0);
    assertThat(request.getResourceSpansCount()).isEqualTo(1);
    assertThat(resourceSpans.getScopeSpansCount()).isEqualTo(1);
    assertThat(resourceSpans.getResource().getAttributes(0).getValue().getStringValue())
        .isEqualTo("shop");
    assertThat(scopeSpans.getScope().getName()).isEqualTo("dev.skein");
    assertThat(scopeSpans.getSpansList())
        .extracting(Span::getName)
        .containsExactly("span 1", "span 2", "span 3");
    assertThat(batch.spanCount()).isEqualTo(3);
  }

  @Test
  void emptyResourceAndScope_areFramedToo() throws Exception {
    SpanBatch batch = new SpanBatch(new byte[0], new byte[0], List.of(chunk(1, 0)));
    ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(batch.toByteArray());
    assertThat(request.getResourceSpans(0).getScopeSpans(0).getSpansCount()).isEqualTo(1);
  }

  @Test
  void everyWayToTheBytes_givesTheSame() throws Exception {
    SpanBatch batch =
        new SpanBatch(
            TestSpan.resource("a"), TestSpan.scope("b"), List.of(chunk(1, 5), chunk(2, 0)));
    byte[] bytes = batch.toByteArray();
    assertThat(bytes).hasSize(batch.sizeInBytes());

    ByteArrayOutputStream written = new ByteArrayOutputStream();
    batch.writeTo(written);
    assertThat(written.toByteArray()).isEqualTo(bytes);

    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (ByteBuffer part : batch.parts()) {
      assertThat(part.isReadOnly()).isTrue();
      byte[] copy = new byte[part.remaining()];
      part.get(copy);
      joined.write(copy);
    }
    assertThat(joined.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void framing_agreesWithProtobufAtEveryLengthOfLengths() {
    for (int length : new int[] {0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152}) {
      ProtoWriter out = new ProtoWriter(64, 4 << 20);
      out.bytes(0x12, new byte[length]);
      byte[] framed = new byte[Framing.framedSize(length)];
      int at = Framing.putHeader(framed, 0, Framing.TAG_FIELD_2, length);
      assertThat(framed).isEqualTo(out.toByteArray());
      assertThat(at).isEqualTo(framed.length - length);
    }
  }

  private static Chunk chunk(long number, int ballast) {
    ProtoWriter out = new ProtoWriter(64, 1 << 20);
    new TestSpan(number, ballast).encode(out);
    out.endMessage(0x12, 0);
    byte[] bytes = new byte[out.size() + 3]; // with spare room at the end
    out.copyTo(bytes, 0);
    return new Chunk(bytes, out.size(), 1, bytes.length, null);
  }
}
