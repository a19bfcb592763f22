package dev.skein.interop;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.fuzz.Check;
import dev.skein.fuzz.Headers;
import dev.skein.fuzz.Input;
import dev.skein.fuzz.LogWatch;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers of Jaeger's own clients: the span's, the baggage's, and the typed list. */
public final class JaegerFuzz {
  private static final Pattern SPAN =
      Pattern.compile(
          "[ \t]*([0-9a-fA-F]{1,32}):([0-9a-fA-F]{1,16}):([0-9a-fA-F]{1,16}):([0-9a-fA-F]{1,2})"
              + "[ \t]*");
  private static final JaegerPropagator JAEGER = JaegerPropagator.create();

  private JaegerFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Headers received = Headers.of(data);
    Context context = JAEGER.extract(Context.root(), received, Headers.GETTER);
    Check.that(context.baggage().size() <= 64, "the baggage has its limit");

    Headers sent = new Headers();
    JAEGER.inject(context, sent, Headers.SETTER);
    Context again = JAEGER.extract(Context.root(), sent, Headers.GETTER);
    Check.same(again.spanContext().traceId(), context.spanContext().traceId(), "the trace id");
    Check.same(again.spanContext().spanId(), context.spanContext().spanId(), "the span id");
    Check.same(again.spanContext().flags(), context.spanContext().flags(), "the flags");
    for (Baggage.Entry entry : again.baggage().entries()) {
      Check.that(
          context.baggage().entries().stream()
              .anyMatch(
                  sentEntry ->
                      sentEntry.name().equalsIgnoreCase(entry.name())
                          && sentEntry.value().equals(entry.value())),
          "what is read was sent",
          entry);
    }
    Check.allocates(
        16L * data.length + 16_384, () -> JAEGER.extract(Context.root(), received, Headers.GETTER));
    span(Input.latin1(data));
    LogWatch.sawNothing();
  }

  private static void span(String value) {
    Headers received = new Headers().add("uber-trace-id", value);
    SpanContext span = JAEGER.extract(Context.root(), received, Headers.GETTER).spanContext();
    Matcher fields = SPAN.matcher(value.replace("%3A", ":").replace("%3a", ":"));
    if (!fields.matches() || isZero(fields.group(1)) || isZero(fields.group(2))) {
      Check.that(!span.isValid(), "what is not valid is rejected", value);
    } else if (span.isValid()) {
      Check.same(number(span.traceId()), number(fields.group(1)), "the trace id");
      Check.same(number(span.spanId()), number(fields.group(2)), "the span id");
      int flags = Integer.parseInt(fields.group(4), 16);
      Check.same(span.isSampled(), (flags & 1) != 0, "the decision");
      Check.same(span.isDebug(), (flags & 3) == 3, "the debug flag");
    } else {
      Check.that(value.length() > 70, "what is valid is read", value);
    }
  }

  private static boolean isZero(String digits) {
    return number(digits).signum() == 0;
  }

  private static BigInteger number(String digits) {
    return new BigInteger(digits, 16);
  }
}
