package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.ExportResult.Outcome;
import dev.skein.internal.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleSpanExporterTest {
  private static final long START = 1_795_356_187_512_345_678L;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ConsoleSpanExporter exporter =
      ConsoleSpanExporter.create(
          new PrintStream(printed, true, StandardCharsets.UTF_8), ZoneOffset.UTC);

  @Test
  void span_isOneLineForAPerson() {
    assertThat(export(server()).outcome()).isEqualTo(Outcome.EXPORTED);
    assertThat(lines())
        .containsExactly(
            "14:03:07.512 01020304 SERVER   GET /orders/{id}                   12.4 ms -     "
                + " http.request.method=GET http.response.status_code=200");
  }

  @Test
  void error_showsItsStatusMessageAndException() {
    export(
        out -> {
          int status = out.mark();
          out.varint(0x18, 2);
          out.string(0x12, "no stock");
          out.endMessage(0x7A, status);
          int event = out.mark();
          attribute(out, 0x1A, "exception.message", "item 7");
          attribute(out, 0x1A, "exception.type", "java.lang.IllegalStateException");
          out.string(0x12, "exception");
          out.endMessage(0x5A, event);
          span(out, "reserve", 3, 1_250_000_000);
        });
    assertThat(lines())
        .containsExactly(
            "14:03:07.512 01020304 CLIENT   reserve                          1250.0 ms ERROR "
                + " \"no stock\" [exception: java.lang.IllegalStateException: item 7]");
  }

  @Test
  void okStatusAndShortDuration_areShown() {
    export(
        out -> {
          int status = out.mark();
          out.varint(0x18, 1);
          out.endMessage(0x7A, status);
          span(out, "tick", 1, 20_000);
        });
    assertThat(lines())
        .containsExactly(
            "14:03:07.512 01020304 INTERNAL tick                               0.02 ms ok");
  }

  @Test
  void textFromElsewhere_cannotBreakTheLine() {
    export(
        out -> {
          attribute(out, 0x4A, "k\n", "v\r\n\u001b[31m" + "x".repeat(10_000));
          span(out, "two\nlines", 2, 1);
        });
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0)).contains("two?lines", "k?=v???[31mxxx").hasSizeLessThan(250);
  }

  @Test
  void batch_isPrintedSpanBySpan() {
    exporter.export(Batches.of(server(), server(), server())).join();
    assertThat(lines()).hasSize(3);
  }

  @Test
  void systemOut_isUsedAsItIsAtTheTime() {
    ConsoleSpanExporter console = ConsoleSpanExporter.create();
    PrintStream before = System.out;
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      console.export(Batches.of(server())).join();
    } finally {
      System.setOut(before);
    }
    assertThat(lines()).hasSize(1);
    assertThat(console.description()).isEqualTo("console");
  }

  @Test
  void brokenSpan_failsTheBatch() {
    assertThat(export(out -> out.string(0x2A, "no ids")).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(lines()).isEmpty();
  }

  private ExportResult export(EncodableSpan span) {
    return exporter.export(Batches.of(span)).join();
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static EncodableSpan server() {
    return out -> {
      span(out, "GET /orders/{id}", 2, 12_400_000);
      attribute(out, 0x4A, "http.request.method", "GET");
      int attribute = out.mark();
      out.string(0x0A, "http.response.status_code");
      int value = out.mark();
      out.varint(0x18, 200);
      out.endMessage(0x12, value);
      out.endMessage(0x4A, attribute);
    };
  }

  private static void span(ProtoWriter out, String name, int kind, long nanos) {
    out.id(0x0A, TestSpan.TRACE_HIGH, 2);
    out.id(0x12, 1);
    out.string(0x2A, name);
    out.varint(0x30, kind);
    out.fixed64(0x39, START);
    out.fixed64(0x41, START + nanos);
  }

  private static void attribute(ProtoWriter out, int tag, String key, String text) {
    int attribute = out.mark();
    out.string(0x0A, key);
    int value = out.mark();
    out.string(0x0A, text);
    out.endMessage(0x12, value);
    out.endMessage(tag, attribute);
  }
}
