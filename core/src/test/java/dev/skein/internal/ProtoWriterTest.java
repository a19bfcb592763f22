package dev.skein.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compared with protobuf's own writer, field by field. */
class ProtoWriterTest {
  private static final int PLENTY = 1 << 20;

  private final ProtoWriter writer = new ProtoWriter(64, PLENTY);

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        127,
        128,
        300,
        16_383,
        16_384,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 62,
        -1
      })
  void varint_isAsProtobufWritesIt(long value) throws IOException {
    writer.varint(0x30, value);
    assertThat(writer.toByteArray()).isEqualTo(protobuf(out -> out.writeInt64(6, value)));
  }

  @Test
  void varint_atEveryBitLength() throws IOException {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      for (long value : new long[] {1L << bit, (1L << bit) - 1, ~(1L << bit)}) {
        writer.reset();
        writer.varint(0x18, value);
        assertThat(writer.toByteArray()).isEqualTo(protobuf(out -> out.writeInt64(3, value)));
      }
    }
  }

  @Test
  void fixedFields_areLittleEndian() throws IOException {
    writer.fixed64(0x39, 0x0102_0304_0506_0708L);
    writer.fixed32(0x35, 0x0102_0304);
    writer.fixed64(0x21, Double.doubleToRawLongBits(-0.1));
    writer.varint(0x10, 1);
    assertThat(writer.toByteArray())
        .isEqualTo(
            protobuf(
                out -> {
                  out.writeFixed64(7, 0x0102_0304_0506_0708L);
                  out.writeFixed32(6, 0x0102_0304);
                  out.writeDouble(4, -0.1);
                  out.writeBool(2, true);
                }));
  }

  @Test
  void tagBeyond127_takesTwoBytes() throws IOException {
    writer.fixed32(0x85, 0x301);
    assertThat(writer.toByteArray())
        .startsWith(0x85, 0x01)
        .isEqualTo(protobuf(out -> out.writeFixed32(16, 0x301)));
  }

  @Test
  void ids_areBigEndian() {
    writer.id(0x0A, 0x0102_0304_0506_0708L, 0x090A_0B0C_0D0E_0F10L);
    writer.id(0x12, 0x1112_1314_1516_1718L);
    assertThat(writer.toByteArray())
        .isEqualTo(
            ByteBuffer.allocate(28)
                .put(new byte[] {0x0A, 16})
                .putLong(0x0102_0304_0506_0708L)
                .putLong(0x090A_0B0C_0D0E_0F10L)
                .put(new byte[] {0x12, 8})
                .putLong(0x1112_1314_1516_1718L)
                .array());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "GET /orders/{id}",
        "\u007f\u0080\u07ff\u0800\uffff",
        "né à l'ouest",
        "日本語",
        "\uD83D\uDE00",
        "a\uD83D\uDE00b",
        "\uD83D",
        "\uDE00",
        "\uDE00\uD83D",
        "x\uD83D\uD83D\uDE00\uDE00y"
      })
  void string_isAsTheJdkEncodesIt(String value) throws IOException {
    writer.string(0x2A, value);
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    assertThat(writer.toByteArray()).isEqualTo(protobuf(out -> out.writeByteArray(5, utf8)));
  }

  @Test
  void string_ofAnyCharsAndLengths_isAsTheJdkEncodesIt() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String value = randomText(random, random.nextInt(i % 100 == 0 ? 2_000 : 40));
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      writer.reset();
      writer.string(0x0A, value);
      assertThat(writer.toByteArray()).isEqualTo(protobuf(out -> out.writeByteArray(1, utf8)));
    }
  }

  @Test
  void string_thatFillsTheCapacityExactly_isWritten() {
    for (String text : new String[] {"a", "é", "日", "\uD83D\uDE00"}) {
      byte[] one = text.getBytes(StandardCharsets.UTF_8);
      int count = 1200 / one.length;
      int exact = 3 + count * one.length;
      ProtoWriter fits = new ProtoWriter(64, exact);
      fits.string(0x0A, text.repeat(count));
      assertThat(fits.overflowed()).isFalse();
      assertThat(fits.size()).isEqualTo(exact);

      ProtoWriter tooSmall = new ProtoWriter(64, exact - 1);
      tooSmall.string(0x0A, text.repeat(count));
      assertThat(tooSmall.overflowed()).isTrue();
    }
  }

  @Test
  void nestedMessages_areFramed() throws IOException {
    writer.id(0x0A, 3, 4);
    writer.id(0x12, 5);
    writer.string(0x2A, "GET");
    writer.varint(0x30, 2);
    writer.fixed64(0x39, 10);
    writer.fixed64(0x41, 20);
    int attribute = writer.mark();
    writer.string(0x0A, "key");
    int value = writer.mark();
    writer.string(0x0A, "");
    writer.endMessage(0x12, value);
    writer.endMessage(0x4A, attribute);
    int status = writer.mark();
    writer.string(0x12, "no stock");
    writer.varint(0x18, 2);
    writer.endMessage(0x7A, status);
    writer.fixed32(0x85, 0x101);

    Span span =
        Span.newBuilder()
            .setTraceId(bytes(ByteBuffer.allocate(16).putLong(3).putLong(4)))
            .setSpanId(bytes(ByteBuffer.allocate(8).putLong(5)))
            .setName("GET")
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStartTimeUnixNano(10)
            .setEndTimeUnixNano(20)
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("key")
                    .setValue(AnyValue.newBuilder().setStringValue("")))
            .setStatus(
                Status.newBuilder()
                    .setMessage("no stock")
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR))
            .setFlags(0x101)
            .build();
    assertThat(writer.toByteArray()).isEqualTo(span.toByteArray());
    assertThat(Span.parseFrom(writer.toByteArray())).isEqualTo(span);
  }

  @Test
  void mark_isValidAfterTheBufferGrew() throws IOException {
    int mark = writer.mark();
    byte[] large = new byte[10_000];
    Arrays.fill(large, (byte) 7);
    writer.bytes(0x3A, large);
    writer.endMessage(0x12, mark);
    KeyValue parsed = KeyValue.parseFrom(writer.toByteArray());
    assertThat(parsed.getValue().getBytesValue().toByteArray()).isEqualTo(large);
  }

  @Test
  void copyTo_writesTheContentAtAnOffset() {
    writer.raw(new byte[] {9, 1, 2, 3, 9}, 1, 3);
    byte[] target = new byte[5];
    writer.copyTo(target, 1);
    assertThat(target).containsExactly(0, 1, 2, 3, 0);
  }

  @Test
  void overflow_isRememberedUntilReset() {
    ProtoWriter small = new ProtoWriter(64, 100);
    small.raw(new byte[60]);
    assertThat(small.overflowed()).isFalse();
    small.raw(new byte[41]);
    assertThat(small.overflowed()).isTrue();
    small.varint(0x08, 1);
    assertThat(small.size()).isEqualTo(60);
    assertThat(small.capacity()).isLessThanOrEqualTo(100);

    small.reset();
    assertThat(small.overflowed()).isFalse();
    small.raw(new byte[100]);
    assertThat(small.overflowed()).isFalse();
    assertThat(small.size()).isEqualTo(100);
  }

  @Test
  void everyField_thatDoesNotFit_overflows() {
    for (int free = 0; free < 25; free++) {
      for (int field = 0; field < 7; field++) {
        ProtoWriter small = new ProtoWriter(64, 100);
        small.raw(new byte[100 - free]);
        int before = small.size();
        write(small, field);
        assertThat(small.overflowed() || small.size() > before).isTrue();
        assertThat(small.size()).isLessThanOrEqualTo(100);
      }
    }
  }

  private static void write(ProtoWriter to, int field) {
    switch (field) {
      case 0 -> to.varint(0x85, -1);
      case 1 -> to.fixed64(0x39, 1);
      case 2 -> to.fixed32(0x85, 1);
      case 3 -> to.id(0x12, 1);
      case 4 -> to.id(0x0A, 1, 2);
      case 5 -> to.string(0x0A, "twenty-four-ASCII-chars!");
      default -> to.string(0x0A, "acht Zeichen: äöüß€");
    }
  }

  @Test
  void hugeString_overflowsWithoutAllocating() {
    ProtoWriter small = new ProtoWriter(64, 1000);
    small.string(0x0A, "\u00e9".repeat(10_000_000));
    assertThat(small.overflowed()).isTrue();
    assertThat(small.capacity()).isLessThanOrEqualTo(1000);
  }

  private static String randomText(Random random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        case 3 -> text.append((char) random.nextInt(0x800));
        default -> text.append((char) random.nextInt(0x80));
      }
    }
    return text.toString();
  }

  private static ByteString bytes(ByteBuffer buffer) {
    return ByteString.copyFrom(buffer.array());
  }

  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static byte[] protobuf(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.writeTo(out);
    out.flush();
    return bytes.toByteArray();
  }
}
