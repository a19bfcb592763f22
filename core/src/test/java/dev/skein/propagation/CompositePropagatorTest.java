package dev.skein.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositePropagatorTest {
  private static final Headers RECEIVED =
      new Headers()
          .add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
          .add("tracestate", "foo=1")
          .add("baggage", "a=1");

  @Test
  void w3c_carriesSpanContextAndBaggage() {
    Context extracted = Propagator.w3c().extract(Context.root(), RECEIVED, Headers.GETTER);
    Headers sent = new Headers();
    Propagator.w3c().inject(extracted, sent, Headers.SETTER);

    assertThat(Propagator.w3c().fields()).containsExactly("traceparent", "tracestate", "baggage");
    for (String field : Propagator.w3c().fields()) {
      assertThat(sent.lines(field)).isEqualTo(RECEIVED.lines(field));
    }
  }

  @Test
  void noop_doesNothing() {
    Headers sent = new Headers();
    Context extracted = Propagator.w3c().extract(Context.root(), RECEIVED, Headers.GETTER);

    Propagator.noop().inject(extracted, sent, Headers.SETTER);

    assertThat(Propagator.noop().extract(extracted, new Headers(), Headers.GETTER))
        .isSameAs(extracted);
    assertThat(sent.written()).isEmpty();
    assertThat(Propagator.noop().fields()).isEmpty();
  }

  @Test
  void composite_nothing_isNoop() {
    assertThat(Propagator.composite(List.of())).isSameAs(Propagator.noop());
  }

  @Test
  void composite_samePropagatorTwice_runsOnce() {
    Propagator twice =
        Propagator.composite(List.of(Propagator.traceContext(), Propagator.traceContext()));
    Headers sent = new Headers();

    twice.inject(twice.extract(Context.root(), RECEIVED, Headers.GETTER), sent, Headers.SETTER);

    assertThat(sent.written()).containsExactly("traceparent", "tracestate");
    assertThat(twice.fields()).containsExactly("traceparent", "tracestate");
  }

  @Test
  void composite_propagatorThatThrows_isSkipped() {
    Propagator broken = new BrokenPropagator(false);

    assertCarriesBaggage(Propagator.composite(List.of(broken, Propagator.baggage())));
    assertCarriesBaggage(Propagator.composite(List.of(Propagator.baggage(), broken)));
  }

  @Test
  void composite_propagatorThatReturnsNull_isSkipped() {
    assertCarriesBaggage(
        Propagator.composite(List.of(Propagator.baggage(), new BrokenPropagator(true))));
  }

  @Test
  void composite_singlePropagatorThatThrows_isSkipped() {
    Propagator alone = Propagator.composite(List.of(new BrokenPropagator(false)));

    assertThat(alone.extract(Context.root(), RECEIVED, Headers.GETTER)).isSameAs(Context.root());
  }

  @Test
  void carrierOfAnotherVersion_harmsNobody() {
    Getter<Headers> getter =
        (carrier, name) -> {
          throw new NoSuchMethodError("getAll");
        };
    Setter<Headers> setter =
        (carrier, name, value) -> {
          throw new NoSuchMethodError("set");
        };
    Context full = Propagator.w3c().extract(Context.root(), RECEIVED, Headers.GETTER);

    assertThat(Propagator.w3c().extract(full, RECEIVED, getter)).isSameAs(full);
    Propagator.w3c().inject(full, new Headers(), setter);
  }

  private static void assertCarriesBaggage(Propagator propagator) {
    Context extracted = propagator.extract(Context.root(), RECEIVED, Headers.GETTER);
    Headers sent = new Headers();
    propagator.inject(extracted, sent, Headers.SETTER);

    assertThat(sent.lines("baggage")).containsExactly("a=1");
  }

  private record BrokenPropagator(boolean returnsNull) implements Propagator {
    @Override
    public List<String> fields() {
      return List.of("x");
    }

    @Override
    public <C> Context extract(Context base, C carrier, Getter<C> getter) {
      if (returnsNull) {
        return null;
      }
      throw new IllegalStateException("extract");
    }

    @Override
    public <C> void inject(Context context, C carrier, Setter<C> setter) {
      throw new IllegalStateException("inject");
    }
  }
}
