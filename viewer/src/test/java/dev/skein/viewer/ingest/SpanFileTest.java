package dev.skein.viewer.ingest;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.SpanRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SpanFileTest {
  private static final String OTLP =
      """
      {"resourceSpans":[{"scopeSpans":[{"spans":[
        {"traceId":"5b8aa5a2d2c872e8321cf37308d69df2","spanId":"051581bf3cb55c13","name":"otlp"}]}]}]}
      """;
  private static final String ZIPKIN = "[{\"traceId\":\"1\",\"id\":\"2\",\"name\":\"zipkin\"}]";

  private static List<String> names(byte[] file) throws IOException {
    return SpanDecoder.any(file).spans().stream().map(SpanRecord::name).toList();
  }

  private static List<String> names(String file) throws IOException {
    return names(file.getBytes(UTF_8));
  }

  private static byte[] protobuf(int nameLength) {
    Span span =
        Span.newBuilder()
            .setTraceId(ByteString.fromHex("0af7651916cd43dd8448eb211c80319c"))
            .setSpanId(ByteString.fromHex("b7ad6b7169203331"))
            .setName("n".repeat(nameLength))
            .build();
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build()
        .toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void everyFormat_isFoundOut() throws IOException {
    assertThat(names(OTLP)).containsExactly("otlp");
    assertThat(names(ZIPKIN)).containsExactly("zipkin");
    assertThat(names(protobuf(3))).containsExactly("nnn");
  }

  @Test
  void protobufThatBeginsLikeJson_isProtobuf() throws IOException {
    boolean list = false;
    boolean object = false;
    for (int length = 0; length < 100; length++) {
      byte[] file = protobuf(length);
      list |= file[1] == '[';
      object |= file[1] == '{';
      assertThat(names(file)).containsExactly("n".repeat(length));
    }
    assertThat(list && object).as("whether both were among them").isTrue();
  }

  @Test
  void jsonThatBeginsWithEmptyLines_isJson() throws IOException {
    assertThat(names("\n\n" + OTLP)).containsExactly("otlp");
    assertThat(names("\n[" + ZIPKIN + "]")).containsExactly("zipkin");
    assertThat(names(" \t\r\n" + ZIPKIN)).containsExactly("zipkin");
  }

  @Test
  void gzip_isUnpacked() throws IOException {
    assertThat(names(gzip(OTLP.getBytes(UTF_8)))).containsExactly("otlp");
    assertThat(names(gzip(protobuf(2)))).containsExactly("nn");
  }

  @Test
  void documentsOneAfterTheOther_areAllRead() throws IOException {
    String line = OTLP.replace("\n", "");
    assertThat(names(line + "\n" + line + "\n")).containsExactly("otlp", "otlp");
    assertThat(names(line + line)).containsExactly("otlp", "otlp");
    assertThat(names(ZIPKIN + "\n" + line + ZIPKIN)).containsExactly("zipkin", "otlp", "zipkin");
  }

  @Test
  void linesOfOtherSignals_arePassedOver() throws IOException {
    assertThat(names("{\"resourceMetrics\":[{}]}\n" + OTLP + "{\"resourceLogs\":[]}"))
        .containsExactly("otlp");
  }

  @Test
  void tracesAsZipkinsServerAnswers_areAllRead() throws IOException {
    assertThat(names("[" + ZIPKIN + "," + ZIPKIN + ",[]]")).containsExactly("zipkin", "zipkin");
  }

  @Test
  void messagesAfterTheirLengths_asTheCollectorWritesThem_areAllRead() throws IOException {
    byte[] file = framed(protobuf(3), new byte[0], protobuf(300), protobuf(0));

    assertThat(names(file)).containsExactly("nnn", "n".repeat(300), "");
    assertThat(names(gzip(file))).hasSize(3);
    for (int length = 1; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      if (Arrays.stream(new int[] {1, 2, 3}).anyMatch(i -> cut.length == end(file, i))) {
        assertThat(SpanDecoder.any(cut).rejected()).isZero();
      } else {
        refused(cut, "neither JSON nor protobuf; .*, the one at byte [0-9]+ is cut off");
      }
    }
  }

  private static byte[] framed(byte[]... messages) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      file.writeBytes(ByteBuffer.allocate(4).putInt(message.length).array());
      file.writeBytes(message);
    }
    return file.toByteArray();
  }

  /** Where so many messages of a file end. */
  private static int end(byte[] file, int messages) {
    int end = 0;
    for (int i = 0; i < messages; i++) {
      end += 4 + ByteBuffer.wrap(file).getInt(end);
    }
    return end;
  }

  @Test
  void tracesAsTempoAnswers_areRead() throws IOException {
    String spans =
        """
        [{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
          "%s":[{"%s":{"name":"lib"},"spans":[
            {"traceId":"W4qlotLIcugyHPNzCNad8g==","spanId":"BRWBvzy1XBM=",
             "parentSpanId":"7uGbfsPBsXM=","name":"tempo","kind":"SPAN_KIND_SERVER",
             "startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000000000001"}]}]}]
        """;
    String now = spans.formatted("scopeSpans", "scope");
    String early = spans.formatted("instrumentationLibrarySpans", "instrumentationLibrary");
    for (String file :
        List.of(
            "{\"batches\":" + now + "}",
            "{\"batches\":" + early + "}",
            "{\"trace\":{\"resourceSpans\":" + now + "},\"metrics\":{\"x\":\"1\"}}",
            "{\"resourceSpans\":" + now + "}")) {
      SpanRecord record = SpanDecoder.any(file.getBytes(UTF_8)).spans().get(0);
      SpanData span = ReadBack.span(record);

      assertThat(span.name()).isEqualTo("tempo");
      assertThat(span.traceId()).isEqualTo("5b8aa5a2d2c872e8321cf37308d69df2");
      assertThat(span.spanId()).isEqualTo("051581bf3cb55c13");
      assertThat(span.parentSpanId()).isEqualTo("eee19b7ec3c1b173");
      assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
      assertThat(span.scopeName()).isEqualTo("lib");
      assertThat(record.source().service()).isEqualTo("shop");
    }
  }

  @Test
  void idThatIsNoBase64_isRefused() {
    String file = "{\"batches\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"A=====\"}]}]}]}";
    refused(file.getBytes(UTF_8), "base64 was expected at /batches/0/.*/traceId, line 1, .*");
  }

  @Test
  void otherEncodingsOfUnicode_areRead() throws IOException {
    assertThat(names("\uFEFF" + OTLP)).containsExactly("otlp");
    assertThat(names(OTLP.getBytes(UTF_16))).containsExactly("otlp");
    assertThat(names(("\uFEFF" + ZIPKIN).getBytes(UTF_16LE))).containsExactly("zipkin");
  }

  @Test
  void fileThatIsSomethingElse_isRefused() {
    refused("".getBytes(UTF_8), "an empty file");
    refused("hello".getBytes(UTF_8), "neither JSON nor a request of OTLP in protobuf: .*");
    refused("{\"name\":\"package\"}".getBytes(UTF_8), "neither OTLP's JSON, .* nor Zipkin's, .*");
    refused((OTLP + "{").getBytes(UTF_8), "not JSON: it ends too soon, line 3, column 2");
    refused(("\n" + OTLP + "x").getBytes(UTF_8), "not JSON: .*");
  }

  @Test
  void gzipThatIsBroken_isRefused() throws IOException {
    byte[] packed = gzip(OTLP.getBytes(UTF_8));
    for (int length = 2; length < packed.length; length++) {
      byte[] shorter = Arrays.copyOf(packed, length);
      refused(shorter, "not gzip: .*");
    }
    packed[packed.length / 2] ^= 0x10;
    refused(packed, "(not gzip|not JSON): .*");
  }

  @Test
  void fileThatIsTooLargeOnceUnpacked_isRefused() throws IOException {
    byte[] bomb = gzip(new byte[10 << 20]);
    assertThat(bomb.length).isLessThan(20_000);

    refused(bomb, 1 << 20, "more than 1048576 bytes");
    refused(OTLP.getBytes(UTF_8), 10, "more than 10 bytes");
    byte[] fits = OTLP.getBytes(UTF_8);
    assertThat(SpanDecoder.any(gzip(fits), fits.length).spans()).hasSize(1);
    refused(gzip(fits), fits.length - 1, "more than " + (fits.length - 1) + " bytes");
  }

  private static void refused(byte[] file, String why) {
    refused(file, 1 << 20, why);
  }

  private static void refused(byte[] file, int maxBytes, String why) {
    assertThatExceptionOfType(MalformedSpansException.class)
        .isThrownBy(() -> SpanDecoder.any(file, maxBytes))
        .withMessageMatching(why);
  }
}
