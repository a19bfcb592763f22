package dev.skein.interop;

import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.fuzz.Check;
import dev.skein.fuzz.Headers;
import dev.skein.fuzz.Input;
import dev.skein.fuzz.LogWatch;
import dev.skein.propagation.Propagator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** B3 in one header and in several. */
public final class B3Fuzz {
  private static final Pattern SINGLE =
      Pattern.compile(
          "[ \t]*([0-9a-f]{16}|[0-9a-f]{32})-([0-9a-f]{16})(-([01d])(-[0-9a-f]{16})?)?[ \t]*");

  private B3Fuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    headers(Headers.of(data));
    single(Input.latin1(data));
    LogWatch.sawNothing();
  }

  private static void headers(Headers received) {
    Context context = B3Propagator.single().extract(Context.root(), received, Headers.GETTER);
    SpanContext span = context.spanContext();
    for (Propagator propagator : new Propagator[] {B3Propagator.single(), B3Propagator.multi()}) {
      Headers sent = new Headers();
      propagator.inject(context, sent, Headers.SETTER);
      SpanContext again = propagator.extract(Context.root(), sent, Headers.GETTER).spanContext();
      Check.same(again.traceId(), span.traceId(), "the trace id");
      Check.same(again.spanId(), span.spanId(), "the span id");
      Check.same(again.isSampled(), span.isSampled(), "the decision");
      Check.same(again.isDeferred(), span.isDeferred(), "whether it is left open");
      Check.same(again.isDebug(), span.isDebug(), "the debug flag");
    }
    Check.allocates(
        512, () -> B3Propagator.multi().extract(Context.root(), received, Headers.GETTER));
  }

  /** The single header alone, against its grammar. */
  private static void single(String value) {
    Headers received = new Headers().add("b3", value);
    SpanContext span =
        B3Propagator.single().extract(Context.root(), received, Headers.GETTER).spanContext();
    Matcher fields = SINGLE.matcher(value);
    if (!fields.matches() || fields.group(1).matches("0+") || fields.group(2).matches("0+")) {
      boolean denied = value.matches("[ \t]*0[ \t]*");
      Check.same(span.isValid(), denied, "whether what is not valid is a context");
      Check.that(!span.isSampled(), "what is not valid samples nothing");
      return;
    }
    String decision = fields.group(4);
    Check.that(span.traceId().endsWith(fields.group(1)), "the trace id", span);
    Check.same(span.spanId(), fields.group(2), "the span id");
    Check.same(span.isDeferred(), decision == null, "whether the decision is left open");
    Check.same(span.isDebug(), "d".equals(decision), "the debug flag");
    Check.same(span.isSampled(), "1".equals(decision) || "d".equals(decision), "the decision");
  }
}
