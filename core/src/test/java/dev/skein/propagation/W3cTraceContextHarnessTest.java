package dev.skein.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the W3C's own validation service asserts at {@code SPEC_LEVEL=2 STRICT_LEVEL=2}, under its
 * names: here of the propagator alone, which saves a server.
 *
 * @see <a href="https://github.com/w3c/trace-context/tree/main/test">w3c/trace-context, test</a>
 */
class W3cTraceContextHarnessTest {
  private static final String TRACE_ID = "12345678901234567890123456789012";
  private static final String PARENT_ID = "1234567890123456";
  private static final String SAMPLED = "00-" + TRACE_ID + "-" + PARENT_ID + "-01";
  private static final String UNSAMPLED = "00-" + TRACE_ID + "-" + PARENT_ID + "-00";

  private static SpanContext extract(Headers headers) {
    return Propagator.traceContext().extract(Context.root(), headers, Headers.GETTER).spanContext();
  }

  private static SpanContext traceParent(String... lines) {
    Headers headers = new Headers();
    Arrays.stream(lines).forEach(line -> headers.add("traceparent", line));
    return extract(headers);
  }

  /** The trace state that goes out for the lines that come in; the trace goes on in any case. */
  private static TraceState traceState(String... lines) {
    Headers headers = new Headers().add("traceparent", UNSAMPLED);
    Arrays.stream(lines).forEach(line -> headers.add("tracestate", line));
    SpanContext extracted = extract(headers);
    assertThat(extracted.traceId()).isEqualTo(TRACE_ID);
    Headers sent = new Headers();
    Propagator.traceContext().inject(Context.root().with(extracted), sent, Headers.SETTER);
    return TraceState.parse(sent.lines("tracestate"));
  }

  @Test
  void both_traceparent_and_tracestate_missing() {
    assertThat(extract(new Headers()).isValid()).isFalse();
  }

  @Test
  void traceparent_included_tracestate_missing() {
    assertThat(traceParent(SAMPLED).traceId()).isEqualTo(TRACE_ID);
  }

  @Test
  void traceparent_duplicated() {
    assertThat(
            traceParent("00-12345678901234567890123456789011-" + PARENT_ID + "-01", SAMPLED)
                .isValid())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace-parent", "trace.parent"})
  void traceparent_header_name(String name) {
    assertThat(extract(new Headers().add(name, SAMPLED)).isValid()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TraceParent", "TrAcEpArEnT", "TRACEPARENT"})
  void traceparent_header_name_valid_casing(String name) {
    assertThat(extract(new Headers().add(name, SAMPLED)).traceId()).isEqualTo(TRACE_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // version_0x00
        SAMPLED + ".",
        SAMPLED + "-what-the-future-will-be-like",
        // version_0xcc
        "cc-" + TRACE_ID + "-" + PARENT_ID + "-01.what-the-future-will-be-like",
        // version_0xff
        "ff-" + TRACE_ID + "-" + PARENT_ID + "-01",
        // version_illegal_characters
        ".0-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "0.-" + TRACE_ID + "-" + PARENT_ID + "-01",
        // version_too_long, version_too_short
        "000-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "0000-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "0-" + TRACE_ID + "-" + PARENT_ID + "-01",
        // trace_id_*
        "00-00000000000000000000000000000000-" + PARENT_ID + "-01",
        "00-.2345678901234567890123456789012-" + PARENT_ID + "-01",
        "00-1234567890123456789012345678901.-" + PARENT_ID + "-01",
        "00-123456789012345678901234567890123-" + PARENT_ID + "-01",
        "00-1234567890123456789012345678901-" + PARENT_ID + "-01",
        // parent_id_*
        "00-" + TRACE_ID + "-0000000000000000-01",
        "00-" + TRACE_ID + "-.234567890123456-01",
        "00-" + TRACE_ID + "-123456789012345.-01",
        "00-" + TRACE_ID + "-12345678901234567-01",
        "00-" + TRACE_ID + "-123456789012345-01",
        // trace_flags_*
        "00-" + TRACE_ID + "-" + PARENT_ID + "-.0",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-0.",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-001",
        "00-" + TRACE_ID + "-" + PARENT_ID + "-1",
      })
  void traceparent_illegal(String value) {
    assertThat(traceParent(value).isValid()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-what-the-future-will-be-like"})
  void traceparent_version_0xcc(String suffix) {
    assertThat(traceParent("cc-" + TRACE_ID + "-" + PARENT_ID + "-01" + suffix).traceId())
        .isEqualTo(TRACE_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " " + SAMPLED,
        "\t" + SAMPLED,
        SAMPLED + " ",
        SAMPLED + "\t",
        "\t " + SAMPLED + " \t",
      })
  void traceparent_ows_handling(String value) {
    assertThat(traceParent(value).traceId()).isEqualTo(TRACE_ID);
  }

  @Test
  void tracestate_included_traceparent_missing() {
    SpanContext extracted = extract(new Headers().add("tracestate", "foo=1,bar=2"));

    assertThat(extracted.isValid()).isFalse();
    assertThat(extracted.traceState().isEmpty()).isTrue();
  }

  @Test
  void tracestate_included_traceparent_included() {
    assertThat(traceState("foo=1,bar=2").headerValue()).isEqualTo("foo=1,bar=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace-state", "trace.state"})
  void tracestate_header_name(String name) {
    Headers headers = new Headers().add("traceparent", UNSAMPLED).add(name, "foo=1");

    assertThat(extract(headers).traceState().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TraceState", "TrAcEsTaTe", "TRACESTATE"})
  void tracestate_header_name_valid_casing(String name) {
    Headers headers = new Headers().add("traceparent", UNSAMPLED).add(name, "foo=1");

    assertThat(extract(headers).traceState().get("foo")).isEqualTo("1");
  }

  @Test
  void tracestate_empty_header() {
    assertThat(traceState("").isEmpty()).isTrue();
    assertThat(traceState("foo=1", "").headerValue()).isEqualTo("foo=1");
    assertThat(traceState("", "foo=1").headerValue()).isEqualTo("foo=1");
  }

  @Test
  void tracestate_multiple_headers_different_keys() {
    assertThat(traceState("foo=1,bar=2", "rojo=1,congo=2", "baz=3").headerValue())
        .isEqualTo("foo=1,bar=2,rojo=1,congo=2,baz=3");
  }

  @Test
  void tracestate_duplicated_keys() {
    assertThat(traceState("foo=1,foo=1").headerValue()).isEqualTo("foo=1");
    assertThat(traceState("foo=1,foo=2").headerValue()).isEqualTo("foo=1");
    assertThat(traceState("foo=1", "foo=1").headerValue()).isEqualTo("foo=1");
    assertThat(traceState("foo=1", "foo=2").headerValue()).isEqualTo("foo=1");
  }

  @Test
  void tracestate_all_allowed_characters() {
    String key = "abcdefghijklmnopqrstuvwxyz0123456789_-*/";
    String value =
        IntStream.rangeClosed(0x20, 0x7E)
            .filter(c -> c != ',' && c != '=')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    assertThat(traceState(key + "=" + value).get(key)).isEqualTo(value);
    assertThat(traceState(key + "@a-z0-9_-*/=" + value).get(key + "@a-z0-9_-*/")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo=1 \t , \t bar=2, \t baz=3", "foo=1\t \t,\t \tbar=2,\t \tbaz=3"})
  void tracestate_ows_handling_betweenMembers(String value) {
    assertThat(traceState(value).headerValue()).isEqualTo("foo=1,bar=2,baz=3");
  }

  @ParameterizedTest
  @ValueSource(strings = {" foo=1", "\tfoo=1", "foo=1 ", "foo=1\t", "\t foo=1 \t"})
  void tracestate_ows_handling_aroundTheHeader(String value) {
    assertThat(traceState(value).headerValue()).isEqualTo("foo=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // key_illegal_characters
        "foo =1",
        "FOO=1",
        "foo.bar=1",
        // key_illegal_vendor_format
        "@foo=1,bar=2",
        // value_illegal_characters
        "foo=bar=baz",
        "foo=,bar=3",
      })
  void tracestate_illegal_isDiscarded(String value) {
    assertThat(traceState(value).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo@=1,bar=2", "foo@@bar=1,bar=2", "foo@bar@baz=1,bar=2"})
  void tracestate_key_with_at_signs_isInherited(String value) {
    assertThat(traceState(value).headerValue()).isEqualTo(value);
  }

  @Test
  void tracestate_member_count_limit() {
    String[] four = {members(1, 10), members(11, 20), members(21, 30), members(31, 32)};
    TraceState inherited = traceState(four);

    assertThat(inherited.size()).isEqualTo(32);
    assertThat(inherited.get("bar01")).isEqualTo("01");

    four[3] = members(31, 33);
    assertThat(traceState(four).isEmpty()).isTrue();
  }

  private static String members(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(i -> String.format("bar%02d=%02d", i, i))
        .collect(Collectors.joining(","));
  }

  @Test
  void tracestate_key_length_limit() {
    for (String key :
        new String[] {
          "z".repeat(256),
          "t".repeat(241) + "@" + "v".repeat(14),
          "t".repeat(242) + "@v",
          "t@" + "v".repeat(15),
        }) {
      assertThat(traceState("foo=1", key + "=1").headerValue()).isEqualTo("foo=1," + key + "=1");
    }
    assertThat(traceState("foo=1", "z".repeat(257) + "=1").isEmpty()).isTrue();
  }

  @Test
  void propagates_random_flag() {
    assertThat(traceParent("00-" + TRACE_ID + "-" + PARENT_ID + "-02").isRandom()).isTrue();
  }
}
