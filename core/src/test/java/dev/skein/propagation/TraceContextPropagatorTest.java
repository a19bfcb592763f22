package dev.skein.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceContextPropagatorTest {
  private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final SpanContext OTHER =
      SpanContext.remote(1, 2, 3, (byte) 1, TraceState.empty());

  private final Propagator propagator = Propagator.traceContext();

  private Context extract(Headers headers) {
    return propagator.extract(Context.root(), headers, Headers.GETTER);
  }

  private Headers inject(Context context) {
    Headers headers = new Headers();
    propagator.inject(context, headers, Headers.SETTER);
    return headers;
  }

  @Test
  void fields_areTheLowercaseHeaderNames() {
    assertThat(propagator.fields()).containsExactly("traceparent", "tracestate");
  }

  @Test
  void extract_contextIsRemoteAndKeepsTheRestOfTheBase() {
    Context base = Context.root().with(Baggage.empty().put("a", "1"));

    Context extracted =
        propagator.extract(base, new Headers().add("traceparent", VALID), Headers.GETTER);

    assertThat(extracted.spanContext().isRemote()).isTrue();
    assertThat(extracted.spanContext().isValid()).isTrue();
    assertThat(extracted.baggage()).isSameAs(base.baggage());
  }

  @Test
  void extract_noHeader_isTheBase() {
    Context base = Context.root().with(OTHER);

    assertThat(propagator.extract(base, new Headers(), Headers.GETTER)).isSameAs(base);
  }

  @Test
  void extract_invalidHeader_keepsAValidContext() {
    Context base = Context.root().with(OTHER);
    Headers headers = new Headers().add("traceparent", "00-nonsense").add("tracestate", "a=1");

    assertThat(propagator.extract(base, headers, Headers.GETTER)).isSameAs(base);
  }

  @Test
  void extract_twoTraceparentLines_isTheBase() {
    Headers headers = new Headers().add("traceparent", VALID).add("traceparent", VALID);

    assertThat(extract(headers)).isSameAs(Context.root());
  }

  @Test
  void extract_invalidTraceparent_doesNotLookAtTracestate() {
    List<String> asked = new ArrayList<>();
    Getter<Headers> getter =
        (headers, name) -> {
          asked.add(name);
          return headers.lines(name);
        };

    propagator.extract(Context.root(), new Headers().add("traceparent", "x"), getter);

    assertThat(asked).containsExactly("traceparent");
  }

  @Test
  void extract_tracestateAlone_isDiscarded() {
    assertThat(extract(new Headers().add("tracestate", "foo=1"))).isSameAs(Context.root());
  }

  @Test
  void extract_invalidTracestate_keepsTraceparent() {
    Context extracted =
        extract(new Headers().add("traceparent", VALID).add("tracestate", "foo=1,=2"));

    assertThat(extracted.spanContext().traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(extracted.spanContext().traceState().isEmpty()).isTrue();
  }

  @Test
  void extract_severalTracestateLines_areCombinedInOrder() {
    Headers headers =
        new Headers()
            .add("traceparent", VALID)
            .add("tracestate", "foo=1,bar=2")
            .add("tracestate", "")
            .add("tracestate", "rojo=1");

    assertThat(extract(headers).spanContext().traceState().headerValue())
        .isEqualTo("foo=1,bar=2,rojo=1");
  }

  @Test
  void extract_getterThrowsOrReturnsNull_isTheBase() {
    Context base = Context.root().with(OTHER);

    assertThat(propagator.<String>extract(base, "", (carrier, name) -> null)).isSameAs(base);
    assertThat(
            propagator.<String>extract(
                base,
                "",
                (carrier, name) -> {
                  throw new IllegalStateException("recycled request");
                }))
        .isSameAs(base);
    assertThat(
            propagator.<String>extract(
                base, "", (carrier, name) -> Collections.singletonList(null)))
        .isSameAs(base);
  }

  @Test
  void extract_getterFailsForTracestateOnly_keepsTraceparent() {
    Getter<String> throwing =
        (carrier, name) -> {
          if (name.equals("traceparent")) {
            return List.of(VALID);
          }
          throw new IllegalStateException("recycled request");
        };
    Getter<String> missing = (carrier, name) -> name.equals("traceparent") ? List.of(VALID) : null;
    Getter<String> nullLine =
        (carrier, name) ->
            name.equals("traceparent") ? List.of(VALID) : Collections.singletonList(null);

    for (Getter<String> getter : List.of(throwing, missing, nullLine)) {
      SpanContext parent = propagator.extract(Context.root(), "", getter).spanContext();
      assertThat(parent.isValid()).isTrue();
      assertThat(parent.traceState().isEmpty()).isTrue();
    }
  }

  @Test
  void inject_noSpan_writesNothing() {
    assertThat(inject(Context.root()).written()).isEmpty();
  }

  @Test
  void inject_writesLowercaseNamesAndNoEmptyTracestate() {
    assertThat(inject(Context.root().with(OTHER)).written()).containsExactly("traceparent");
    assertThat(
            inject(
                    Context.root()
                        .with(
                            SpanContext.remote(
                                1, 2, 3, (byte) 0, TraceState.parse(List.of("a=1")))))
                .written())
        .containsExactly("traceparent", "tracestate");
  }

  @Test
  void inject_unsampledContext_isWrittenToo() {
    SpanContext unsampled = SpanContext.remote(1, 2, 3, (byte) 2, TraceState.empty());

    assertThat(inject(Context.root().with(unsampled)).lines("traceparent"))
        .containsExactly("00-00000000000000010000000000000002-0000000000000003-02");
  }

  @Test
  void inject_extractedContextWithoutLocalSpan_isPassedThroughUnchanged() {
    String traceState = "foo=1,bar@x= 2;y,0baz=" + "v".repeat(256);
    Headers received = new Headers().add("traceparent", VALID).add("tracestate", traceState);

    Headers sent = inject(extract(received));

    assertThat(sent.lines("traceparent")).containsExactly(VALID);
    assertThat(sent.lines("tracestate")).containsExactly(traceState);
  }

  @Test
  void inject_laterVersion_isSentAsVersion00() {
    Headers received = new Headers().add("traceparent", "cc" + VALID.substring(2) + "-future");

    assertThat(inject(extract(received)).lines("traceparent")).containsExactly(VALID);
  }

  @Test
  void inject_replacesWhatTheCarrierHas() {
    Headers headers = new Headers().add("traceparent", "old").add("traceparent", "older");

    propagator.inject(Context.root().with(OTHER), headers, Headers.SETTER);

    assertThat(headers.lines("traceparent")).hasSize(1);
  }

  @Test
  void inject_setterThrows_isSwallowed() {
    List<String> tried = new ArrayList<>();

    propagator.<String>inject(
        Context.root().with(OTHER),
        "",
        (carrier, name, value) -> {
          tried.add(name);
          throw new UnsupportedOperationException("immutable headers");
        });

    assertThat(tried).containsExactly("traceparent");
  }
}
