package dev.skein.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import dev.skein.propagation.Getter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JaegerPropagatorTest {
  private static final String TRACE = "80f198ee56343ba864fe8b2a57d3eff7";
  private static final String SPAN = "e457b5a2e4d86bd1";
  private static final SpanContext OTHER =
      SpanContext.remote(1, 2, 3, SpanContext.SAMPLED_FLAG, TraceState.empty());

  private final JaegerPropagator propagator = JaegerPropagator.create();

  private SpanContext span(String value) {
    return Headers.of("uber-trace-id", value).extract(propagator).spanContext();
  }

  private static SpanContext remote(int flags) {
    return SpanContext.remote(
        0x80f198ee56343ba8L,
        0x64fe8b2a57d3eff7L,
        0xe457b5a2e4d86bd1L,
        (byte) flags,
        TraceState.empty());
  }

  @ParameterizedTest
  @CsvSource({
    TRACE + ":" + SPAN + ":0:1, " + TRACE + ", " + SPAN,
    TRACE + "%3A" + SPAN + "%3a0%3A01, " + TRACE + ", " + SPAN,
    "64fe8b2a57d3eff7:" + SPAN + ":05e3ac9a4f6e3b90:1, 000000000000000064fe8b2a57d3eff7, " + SPAN,
    "1:2:0:1, 00000000000000000000000000000001, 0000000000000002",
    "ABC:DEF:0:1, 00000000000000000000000000000abc, 0000000000000def",
    "12345678901234567:1:0:1, 00000000000000012345678901234567, 0000000000000001",
  })
  void traceId_isReadAndPadded(String value, String traceId, String spanId) {
    SpanContext span = span(value);

    assertThat(span.traceId()).isEqualTo(traceId);
    assertThat(span.spanId()).isEqualTo(spanId);
    assertThat(span.isSampled()).isTrue();
    assertThat(span.isRemote()).isTrue();
    assertThat(span.isRandom()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, false",
    "1, true, false",
    "01, true, false",
    "3, true, true",
    "2, false, false",
    "9, true, false",
    "ff, true, true",
  })
  void flags_areBits(String flags, boolean sampled, boolean debug) {
    SpanContext span = span(TRACE + ":" + SPAN + ":0:" + flags);

    assertThat(span.isSampled()).isEqualTo(sampled);
    assertThat(span.isDebug()).isEqualTo(debug);
    assertThat(span.isDeferred()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":::",
        "1:2:3",
        "1:2:0:",
        "1:2::1",
        "0:2:0:1",
        "1:0:0:1",
        "g:2:0:1",
        "1:2:x:1",
        "1:2:0:x",
        "1:2:0:100",
        "1:2:0:-1",
        "1:2:0:1:1",
        TRACE + "0:" + SPAN + ":0:1",
        TRACE + ":" + SPAN + "0:0:1",
        "1%2A2:0:1",
        "1:2:0:1%",
      })
  void traceId_anythingElse_keepsTheBase(String value) {
    assertThat(Headers.of("uber-trace-id", value).extract(propagator, OTHER)).isSameAs(OTHER);
    assertThat(span(value).isValid()).isFalse();
  }

  @Test
  void traceId_ofAnyLength_isNotReadBeyondItsOwn() {
    assertThat(span(":".repeat(1_000_000)).isValid()).isFalse();
    assertThat(span("%3A".repeat(1_000_000)).isValid()).isFalse();
  }

  @Test
  void traceId_severalLines_sayNothing() {
    String value = TRACE + ":" + SPAN + ":0:1";

    assertThat(Headers.of("uber-trace-id", value, "uber-trace-id", value).extract(propagator))
        .isSameAs(Context.root());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "5, 3", "8, 0"})
  void traceId_isWritten(int flags, String written) {
    assertThat(Headers.injected(propagator, remote(flags)))
        .containsExactly(entry("uber-trace-id", TRACE + ":" + SPAN + ":0:" + written));
  }

  @Test
  void baggage_isReadFromItsHeaders() {
    Headers headers =
        Headers.of("UberCtx-Customer", "a%20b+c%2Bd", "uberctx-x", "50%")
            .add("uberctx-", "no name")
            .add("other", "header");

    Baggage baggage = headers.extract(propagator).baggage();

    assertThat(baggage.get("customer")).isEqualTo("a b c+d");
    assertThat(baggage.get("x")).as("not coded").isEqualTo("50%");
    assertThat(baggage.size()).isEqualTo(2);
  }

  @Test
  void baggage_thatSomebodyTyped_isRead() {
    Headers headers = Headers.of("jaeger-baggage", "k1=v1, k2 = v 2 ,,=x,k3,k4=a=b");

    Baggage baggage = headers.extract(propagator).baggage();

    assertThat(baggage.get("k1")).isEqualTo("v1");
    assertThat(baggage.get("k2")).isEqualTo("v 2");
    assertThat(baggage.get("k4")).isEqualTo("a=b");
    assertThat(baggage.size()).isEqualTo(3);
  }

  @Test
  void baggage_isAddedToWhatThereIs() {
    Context base = Context.root().with(Baggage.empty().put("a", "1").put("b", "1"));

    Context context = Headers.of("uberctx-b", "2").extract(propagator, base);

    assertThat(context.baggage()).isEqualTo(Baggage.empty().put("a", "1").put("b", "2"));
  }

  @Test
  void baggage_severalLines_theLastCounts() {
    assertThat(
            Headers.of("uberctx-a", "1", "uberctx-a", "2").extract(propagator).baggage().get("a"))
        .isEqualTo("2");
  }

  @Test
  void baggage_hostileAmount_isLimited() {
    Headers headers = Headers.of("uberctx-long", "x".repeat(10_000));
    for (int i = 0; i < 1_000; i++) {
      headers.add("uberctx-k" + i, "v");
    }
    headers.add("jaeger-baggage", "t=v,".repeat(100_000));

    assertThat(headers.extract(propagator).baggage().size()).isEqualTo(64);
  }

  @Test
  void baggage_isWrittenInLowercaseAndCoded_whateverTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      Context context = remote(1).with(Baggage.empty().put("ID", "ä b+c,\n"));

      assertThat(Headers.injected(propagator, context))
          .containsEntry("uberctx-id", "%C3%A4+b%2Bc%2C%0A")
          .containsKey("uber-trace-id");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void baggage_withoutSpan_isWritten() {
    Context context = Context.root().with(Baggage.empty().put("a", "1"));

    assertThat(Headers.injected(propagator, context)).containsOnly(entry("uberctx-a", "1"));
  }

  @Test
  void carrier_whoseNamesThrow_bringsItsSpanAllTheSame() {
    Getter<String> getter =
        new Getter<>() {
          @Override
          public List<String> getAll(String carrier, String name) {
            return name.equals("uber-trace-id") ? List.of(carrier) : List.of();
          }

          @Override
          public Collection<String> names(String carrier) {
            throw new UnsupportedOperationException();
          }
        };

    assertThat(propagator.extract(Context.root(), "1:2:0:1", getter).spanContext().isSampled())
        .isTrue();
  }

  @Test
  void carrier_thatThrows_isSurvived() {
    Getter<String> getter =
        (carrier, name) -> {
          throw new IllegalStateException();
        };

    assertThat(propagator.extract(OTHER, "", getter)).isSameAs(OTHER);
    propagator.inject(
        remote(1),
        "",
        (carrier, name, value) -> {
          throw new IllegalStateException();
        });
  }

  @Test
  void fields_areTheHeaderOfTheSpan() {
    assertThat(propagator.fields()).containsExactly("uber-trace-id");
  }
}
