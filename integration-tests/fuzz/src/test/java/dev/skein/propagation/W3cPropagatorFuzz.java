package dev.skein.propagation;

import dev.skein.Context;
import dev.skein.fuzz.Check;
import dev.skein.fuzz.Headers;
import dev.skein.fuzz.LogWatch;
import java.util.List;

/** Whole sets of W3C headers: what was accepted is sent on, and read again as it was. */
public final class W3cPropagatorFuzz {
  private W3cPropagatorFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Headers received = Headers.of(data);
    Propagator propagator = Propagator.w3c();
    Context context = propagator.extract(Context.root(), received, Headers.GETTER);

    Headers sent = new Headers();
    propagator.inject(context, sent, Headers.SETTER);
    Context again = propagator.extract(Context.root(), sent, Headers.GETTER);

    Check.same(again.spanContext().traceId(), context.spanContext().traceId(), "the trace id");
    Check.same(again.spanContext().spanId(), context.spanContext().spanId(), "the span id");
    Check.same(again.spanContext().flags(), context.spanContext().flags(), "the flags");
    Check.same(again.spanContext().traceState(), context.spanContext().traceState(), "the state");
    Check.same(again.baggage(), context.baggage(), "the baggage");
    Check.that(
        propagator.fields().containsAll(sent.names()), "only fields are written", sent.names());
    if (received.lines("traceparent").size() != 1) {
      Check.that(!context.spanContext().isValid(), "two parents are none");
    }
    Context parts =
        Propagator.composite(List.of(Propagator.baggage(), Propagator.traceContext()))
            .extract(Context.root(), received, Headers.GETTER);
    Check.same(parts.spanContext().spanId(), context.spanContext().spanId(), "part by part");
    Check.same(parts.baggage(), context.baggage(), "part by part");
    LogWatch.sawNothing();
  }
}
