package dev.skein.viewer.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** OTLP's JSON, against what Google's library reads and writes. */
class OtlpJsonPropertyTest {
  @Property(tries = 200)
  void json_saysWhatProtobufSays(@ForAll long seed) throws IOException {
    ExportTraceServiceRequest request = new RandomRequest(seed, true).next();
    DecodedSpans expected = SpanDecoder.otlpProtobuf(request.toByteArray());

    String plain = ProtoJson.print(request);
    String varied = ProtoJson.print(request, new Random(seed));
    for (String json : List.of(plain, varied)) {
      DecodedSpans decoded = SpanDecoder.otlpJson(json.getBytes(UTF_8));

      assertThat(Spans.text(ReadBack.spans(decoded.spans())))
          .as(json)
          .isEqualTo(Spans.text(ReadBack.spans(expected.spans())));
      assertThat(decoded.rejected()).isEqualTo(expected.rejected());
    }
    assertThat(SpanDecoder.otlpJson(plain.getBytes(UTF_8)).reason()).isEqualTo(expected.reason());
  }

  @Property(tries = 200)
  void exportedSpans_areReadByOthersAndByUsAsTheSame(@ForAll long seed) throws IOException {
    List<SpanData> spans = OtlpReader.read(new RandomRequest(seed, false).next().toByteArray());
    byte[] json = written(spans);

    assertThat(Spans.sortedText(OtlpReader.read(ProtoJson.parse(text(json)).toByteArray())))
        .isEqualTo(Spans.sortedText(spans));
    List<SpanData> again = ReadBack.spans(SpanDecoder.otlpJson(json).spans());
    assertThat(Spans.sortedText(again)).isEqualTo(Spans.sortedText(spans));
    assertThat(text(written(again))).isEqualTo(text(json));
  }

  @Property(tries = 60)
  void damagedJson_isRefusedOrReadBack(@ForAll long seed) throws IOException {
    byte[] json = ProtoJson.print(new RandomRequest(seed, true).next()).getBytes(UTF_8);
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      isRefusedOrReadBack(Damage.any(json, random));
    }
  }

  @Property(tries = 2)
  void jsonThatEndsTooSoon_isRefused(@ForAll long seed) throws IOException {
    byte[] json = ProtoJson.print(new RandomRequest(seed, false).next()).getBytes(UTF_8);
    for (int length = 0; length < json.length; length++) {
      assertThat(isRefusedOrReadBack(Arrays.copyOf(json, length))).as("refused").isTrue();
    }
  }

  /** Whether it was refused. */
  private static boolean isRefusedOrReadBack(byte[] json) throws IOException {
    try {
      ReadBack.spans(SpanDecoder.otlpJson(json).spans());
      return false;
    } catch (MalformedSpansException e) {
      assertThat(e.getMessage()).matches("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,400}");
      return true;
    }
  }

  private static byte[] written(List<SpanData> spans) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    OtlpJson.write(spans, json);
    return json.toByteArray();
  }

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }
}
