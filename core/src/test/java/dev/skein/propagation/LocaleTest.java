package dev.skein.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers are ASCII: a Turkish i, or digits of another script, must not get into them. */
class LocaleTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "az-AZ", "ar-EG-u-nu-arab", "th-TH-u-nu-thai"})
  void headers_areTheSameInEveryLocale(String languageTag) {
    Locale.setDefault(Locale.forLanguageTag(languageTag));
    Headers received =
        new Headers()
            .add("TRACEPARENT", "00-abcdef0123456789abcdef0123456789-0123456789abcdef-03")
            .add("TRACESTATE", "id=IiI\u0020i,istio@i=1")
            .add("BAGGAGE", "Id=%c4%b0i%C4%B1,iD=2");

    Context context = Propagator.w3c().extract(Context.root(), received, Headers.GETTER);
    Headers sent = new Headers();
    Propagator.w3c().inject(context, sent, Headers.SETTER);

    assertThat(context.baggage().get("Id")).isEqualTo("\u0130i\u0131");
    assertThat(context.spanContext().traceId()).isEqualTo("abcdef0123456789abcdef0123456789");
    assertThat(sent.written()).containsExactly("traceparent", "tracestate", "baggage");
    for (String field : sent.written()) {
      assertThat(sent.lines(field)).isEqualTo(received.lines(field));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "az-AZ", "ar-EG-u-nu-arab", "th-TH-u-nu-thai"})
  void values_areWrittenTheSameInEveryLocale(String languageTag) {
    Locale.setDefault(Locale.forLanguageTag(languageTag));
    SpanContext parent =
        SpanContext.remote(0xabcdef0123456789L, 10, 11, (byte) 1, TraceState.empty().put("i", "I"));
    Headers sent = new Headers();

    Propagator.w3c()
        .inject(
            Context.root().with(parent).with(Baggage.empty().put("I", "\u0131 i")),
            sent,
            Headers.SETTER);

    assertThat(sent.lines("traceparent"))
        .isEqualTo(List.of("00-abcdef0123456789000000000000000a-000000000000000b-01"));
    assertThat(sent.lines("tracestate")).isEqualTo(List.of("i=I"));
    assertThat(sent.lines("baggage")).isEqualTo(List.of("I=%C4%B1%20i"));
  }
}
