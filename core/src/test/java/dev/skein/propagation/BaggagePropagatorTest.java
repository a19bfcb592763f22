package dev.skein.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Baggage;
import dev.skein.Context;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaggagePropagatorTest {
  private final Propagator propagator = Propagator.baggage();

  private Headers inject(Context context) {
    Headers headers = new Headers();
    propagator.inject(context, headers, Headers.SETTER);
    return headers;
  }

  @Test
  void fields_isTheLowercaseHeaderName() {
    assertThat(propagator.fields()).containsExactly("baggage");
  }

  @Test
  void extract_severalLines_areCombinedInOrder() {
    Headers headers =
        new Headers().add("Baggage", "userId=alice").add("baggage", "serverNode=DF%2028,x=");

    Baggage baggage = propagator.extract(Context.root(), headers, Headers.GETTER).baggage();

    assertThat(baggage.headerValue()).isEqualTo("userId=alice,serverNode=DF%2028,x=");
    assertThat(baggage.get("serverNode")).isEqualTo("DF 28");
  }

  @Test
  void extract_withoutSpanContext_works() {
    Headers headers = new Headers().add("baggage", "a=1").add("traceparent", "invalid");

    Context extracted = Propagator.w3c().extract(Context.root(), headers, Headers.GETTER);

    assertThat(extracted.spanContext().isValid()).isFalse();
    assertThat(extracted.baggage().get("a")).isEqualTo("1");
  }

  @Test
  void extract_absentOrInvalidHeader_keepsTheBaggageThereIs() {
    Context base = Context.root().with(Baggage.empty().put("a", "1"));

    assertThat(propagator.extract(base, new Headers(), Headers.GETTER)).isSameAs(base);
    assertThat(propagator.extract(base, new Headers().add("baggage", ";,=,x"), Headers.GETTER))
        .isSameAs(base);
  }

  @Test
  void extract_getterThrowsOrReturnsNull_isTheBase() {
    Context base = Context.root().with(Baggage.empty().put("a", "1"));
    Getter<String> throwing =
        (carrier, name) -> {
          throw new IllegalStateException("recycled request");
        };
    Getter<String> missing = (carrier, name) -> null;
    Getter<String> nullLine = (carrier, name) -> Collections.singletonList(null);

    for (Getter<String> getter : List.of(throwing, missing, nullLine)) {
      assertThat(propagator.extract(base, "", getter)).isSameAs(base);
    }
  }

  @Test
  void inject_receivedBaggage_isPassedOn() {
    String received = "userId=Am%C3%A9lie,serverNode=DF%2028;ttl=30;internal,a=%zz";
    Context context =
        propagator.extract(Context.root(), new Headers().add("baggage", received), Headers.GETTER);

    assertThat(inject(context).lines("baggage")).containsExactly(received);
  }

  @Test
  void inject_ownBaggage_isEncoded() {
    Context context =
        Context.root().with(Baggage.empty().put("userId", "Am\u00e9lie").put("node", "DF 28"));

    assertThat(inject(context).lines("baggage")).containsExactly("userId=Am%C3%A9lie,node=DF%2028");
  }

  @Test
  void inject_nothing_writesNothing() {
    assertThat(inject(Context.root()).written()).isEmpty();
    assertThat(inject(Context.root().with(Baggage.empty().put("a", "1").remove("a"))).written())
        .isEmpty();
  }

  @Test
  void inject_setterThrows_isSwallowed() {
    propagator.<String>inject(
        Context.root().with(Baggage.empty().put("a", "1")),
        "",
        (carrier, name, value) -> {
          throw new UnsupportedOperationException("immutable headers");
        });
  }
}
