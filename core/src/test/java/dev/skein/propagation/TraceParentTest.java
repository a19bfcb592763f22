package dev.skein.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanContext;
import dev.skein.TraceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT_ID = "00f067aa0ba902b7";
  private static final String VALID = "00-" + TRACE_ID + "-" + PARENT_ID + "-01";

  @Test
  void parse_readsEveryField() {
    SpanContext parent = Headers.traceParent(VALID);

    assertThat(parent.traceId()).isEqualTo(TRACE_ID);
    assertThat(parent.spanId()).isEqualTo(PARENT_ID);
    assertThat(parent.isSampled()).isTrue();
    assertThat(parent.isRandom()).isFalse();
    assertThat(parent.isRemote()).isTrue();
    assertThat(parent.traceState().isEmpty()).isTrue();
  }

  @Test
  void parse_readsIdsAboveTheSignedRange() {
    SpanContext parent =
        Headers.traceParent("00-ffffffffffffffff8000000000000001-fedcba9876543210-00");

    assertThat(parent.traceIdHigh()).isEqualTo(-1L);
    assertThat(parent.traceIdLow()).isEqualTo(Long.MIN_VALUE + 1);
    assertThat(parent.spanIdAsLong()).isEqualTo(0xfedcba9876543210L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000010000000000000000",
        "00000000000000000000000000000001",
      })
  void parse_traceIdWithOneHalfZero_isValid(String traceId) {
    assertThat(Headers.traceParent("00-" + traceId + "-" + PARENT_ID + "-01").traceId())
        .isEqualTo(traceId);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " \t ",
        "-",
        "00",
        "00-",
        "00-" + TRACE_ID,
        "00-" + TRACE_ID + "-" + PARENT_ID,
        "00-" + TRACE_ID + "-" + PARENT_ID + "-",
        // uppercase, in every field
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT_ID + "-01",
        "00-" + TRACE_ID + "-00F067AA0BA902B7-01",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-0A",
        "CC-" + TRACE_ID + "-" + PARENT_ID + "-01",
        // no digits, in every field
        ".0-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "0.-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "00-.bf92f3577b34da6a3ce929d0e0e4736-" + PARENT_ID + "-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473.-" + PARENT_ID + "-01",
        "00-" + TRACE_ID + "-.0f067aa0ba902b7-01",
        "00-" + TRACE_ID + "-00f067aa0ba902b.-01",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-.1",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-0.",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-+1",
        // the neighbours of the digits in ASCII
        "00-" + TRACE_ID + "-" + PARENT_ID + "-/1",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-:1",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-`1",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-g1",
        // digits elsewhere in Unicode, NUL, a lone surrogate
        "00-" + TRACE_ID + "-" + PARENT_ID + "-0\u0661",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-0\uff11",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-0\u0000",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-0\ud800",
        // zero ids
        "00-00000000000000000000000000000000-" + PARENT_ID + "-01",
        "00-" + TRACE_ID + "-0000000000000000-01",
        // the forbidden version
        "ff-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "ff-" + TRACE_ID + "-" + PARENT_ID + "-01-more",
        // lengths
        "0-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "000-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "0000-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-" + PARENT_ID + "-01",
        "00-4bf92f3577b34da6a3ce929d0e0e47366-" + PARENT_ID + "-01",
        "00-" + TRACE_ID + "-00f067aa0ba902b-01",
        "00-" + TRACE_ID + "-00f067aa0ba902b77-01",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-1",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-001",
        // dashes
        "00_" + TRACE_ID + "-" + PARENT_ID + "-01",
        "00-" + TRACE_ID + "_" + PARENT_ID + "-01",
        "00-" + TRACE_ID + "-" + PARENT_ID + "_01",
        // more than version 00 has
        VALID + ".",
        VALID + "-",
        VALID + "-what-the-future-will-be-like",
        VALID + "," + VALID,
        VALID + " x",
        // white space that is no optional white space
        "\u00a0" + VALID,
        VALID + "\n",
        VALID + "\r\n",
        VALID + "\u0000",
        "00 -" + TRACE_ID + "-" + PARENT_ID + "-01",
      })
  void parse_invalidValue_isIgnored(String value) {
    assertThat(Headers.traceParent(value)).isSameAs(SpanContext.invalid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "cc-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "fe-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "cc-" + TRACE_ID + "-" + PARENT_ID + "-01-",
        "cc-" + TRACE_ID + "-" + PARENT_ID + "-01-what-the-future-will-be-like",
        "cc-" + TRACE_ID + "-" + PARENT_ID + "-01 \t",
      })
  void parse_laterVersion_readsTheFieldsKnownToday(String value) {
    assertThat(TraceParent.format(Headers.traceParent(value))).isEqualTo(VALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cc-" + TRACE_ID + "-" + PARENT_ID + "-01.what-the-future-will-be-like",
        "cc-" + TRACE_ID + "-" + PARENT_ID + "-011",
        "cc-" + TRACE_ID + "-" + PARENT_ID + "-0",
        "cc-" + TRACE_ID + "-" + PARENT_ID + "-01 x",
        "cc-" + TRACE_ID + "x" + PARENT_ID + "-01-x",
        "cc-" + TRACE_ID + "-" + PARENT_ID + "x01-x",
        "cc-00000000000000000000000000000000-" + PARENT_ID + "-01-x",
      })
  void parse_laterVersionOfAnotherForm_isIgnored(String value) {
    assertThat(Headers.traceParent(value)).isSameAs(SpanContext.invalid());
  }

  @ParameterizedTest
  @CsvSource({
    "00, false, false, 00",
    "01, true, false, 01",
    "02, false, true, 02",
    "03, true, true, 03",
    "04, false, false, 00",
    "09, true, false, 01",
    "fe, false, true, 02",
    "ff, true, true, 03",
  })
  void flags_areBitsAndUnknownOnesAreNotPassedOn(
      String flags, boolean sampled, boolean random, String sent) {
    SpanContext parent = Headers.traceParent("00-" + TRACE_ID + "-" + PARENT_ID + "-" + flags);

    assertThat(parent.isSampled()).isEqualTo(sampled);
    assertThat(parent.isRandom()).isEqualTo(random);
    assertThat(TraceParent.format(parent)).endsWith("-" + sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\t \t"})
  void parse_optionalWhiteSpaceAround_isTrimmed(String space) {
    assertThat(Headers.traceParent(space + VALID).isValid()).isTrue();
    assertThat(Headers.traceParent(VALID + space).isValid()).isTrue();
    assertThat(Headers.traceParent(space + VALID + space).traceId()).isEqualTo(TRACE_ID);
  }

  @Test
  void format_writesLowercaseHexWithLeadingZeros() {
    SpanContext parent = SpanContext.remote(0, 0xABC, 0xDEFL, (byte) 3, TraceState.empty());

    assertThat(TraceParent.format(parent))
        .isEqualTo("00-00000000000000000000000000000abc-0000000000000def-03")
        .hasSize(55);
  }
}
