package dev.skein.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanContext;
import dev.skein.TraceState;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** {@link TraceParent} against the grammar of the specification, as regular expressions. */
class TraceParentPropertyTest {
  private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String FIELDS = "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";
  private static final Pattern VERSION_00 = Pattern.compile("[ \t]*00" + FIELDS + "[ \t]*");
  private static final Pattern LATER_VERSION =
      Pattern.compile("[ \t]*(?!00|ff)[0-9a-f]{2}" + FIELDS + "(-.*|[ \t]*)", Pattern.DOTALL);

  /** A valid value with a few chars replaced, inserted or taken away. */
  @Provide
  Arbitrary<String> nearlyValid() {
    Arbitrary<Integer> position = Arbitraries.integers().between(0, VALID.length());
    Arbitrary<String> inserted =
        Arbitraries.strings().withChars("0123456789abcdefF-. \t\u0661\u0130").ofMaxLength(3);
    Arbitrary<Integer> removed = Arbitraries.integers().between(0, 2);
    Arbitrary<String> base =
        Arbitraries.of(VALID, VALID, "cc" + VALID.substring(2), "ff" + VALID.substring(2));
    return Combinators.combine(base, position, inserted, removed)
        .as(
            (value, at, text, count) ->
                value.substring(0, at)
                    + text
                    + value.substring(Math.min(value.length(), at + count)));
  }

  @Property(tries = 5_000)
  void parse_acceptsWhatTheSpecificationAccepts(@ForAll("nearlyValid") String value) {
    assertThat(Headers.traceParent(value).isValid())
        .as(value)
        .isEqualTo(VERSION_00.matcher(value).matches() || LATER_VERSION.matcher(value).matches());
  }

  /** Each char of a valid value, replaced by every char that a part of the tables is about. */
  @Test
  void parse_oneCharReplaced_isWhatTheSpecificationSays() {
    for (String valid : List.of(VALID, "cc" + VALID.substring(2) + "-x")) {
      for (int at = 0; at < valid.length(); at++) {
        for (char c = 0; c < 0x280; c++) {
          assertReadsAsTheReference(valid.substring(0, at) + c + valid.substring(at + 1));
        }
      }
    }
  }

  @Property(tries = 5_000)
  void parse_readsTheFieldsThatTheReferenceReads(@ForAll("nearlyValid") String value) {
    assertReadsAsTheReference(value);
  }

  /** The specification, with the JDK's own parser of numbers. */
  private static void assertReadsAsTheReference(String value) {
    SpanContext read = Headers.traceParent(value);
    if (!VERSION_00.matcher(value).matches() && !LATER_VERSION.matcher(value).matches()) {
      assertThat(read).as(value).isSameAs(SpanContext.invalid());
      return;
    }
    String[] fields = value.strip().split("-");
    assertThat(read.traceIdHigh())
        .as(value)
        .isEqualTo(Long.parseUnsignedLong(fields[1].substring(0, 16), 16));
    assertThat(read.traceIdLow())
        .as(value)
        .isEqualTo(Long.parseUnsignedLong(fields[1].substring(16), 16));
    assertThat(read.spanIdAsLong()).as(value).isEqualTo(Long.parseUnsignedLong(fields[2], 16));
    assertThat(read.flags()).as(value).isEqualTo((byte) (Integer.parseInt(fields[3], 16) & 3));
    assertThat(TraceParent.format(read))
        .isEqualTo(String.format("00-%s-%s-%02x", fields[1], fields[2], read.flags()));
  }

  @Property
  void parse_anyText_isIgnored(@ForAll String value) {
    assertThat(Headers.traceParent(value)).isSameAs(SpanContext.invalid());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void format_isReadBack(
      @ForAll long traceIdHigh, @ForAll long traceIdLow, @ForAll long spanId, @ForAll byte flags) {
    Assume.that((traceIdHigh | traceIdLow) != 0 && spanId != 0);
    SpanContext sent =
        SpanContext.remote(traceIdHigh, traceIdLow, spanId, flags, TraceState.empty());

    SpanContext read = Headers.traceParent(TraceParent.format(sent));

    assertThat(read.traceIdHigh()).isEqualTo(traceIdHigh);
    assertThat(read.traceIdLow()).isEqualTo(traceIdLow);
    assertThat(read.spanIdAsLong()).isEqualTo(spanId);
    assertThat(read.flags()).isEqualTo((byte) (flags & 3));
  }
}
