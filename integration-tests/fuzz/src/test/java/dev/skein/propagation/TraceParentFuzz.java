package dev.skein.propagation;

import dev.skein.SpanContext;
import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code traceparent}, against its grammar as a regular expression. */
public final class TraceParentFuzz {
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "[ \t]*([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(.*)", Pattern.DOTALL);

  /** What a remote span and its string are kept in, whatever the length of the header. */
  private static final long CONTEXT_BYTES = 64;

  private TraceParentFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    check(Input.latin1(data), TraceParentFuzz::parse);
    check(Input.text(data), TraceParentFuzz::parse);
  }

  private static SpanContext parse(String line) {
    return TraceParent.parse(line, line, (carrier, name) -> List.of());
  }

  /** What must be true of any parser. */
  static void check(String line, Function<String, SpanContext> parser) {
    SpanContext parsed = parser.apply(line);
    Matcher fields = GRAMMAR.matcher(line);
    if (!fields.matches() || !isValid(fields)) {
      Check.that(!parsed.isValid(), "what is not valid is rejected", line);
      return;
    }
    Check.same(parsed.traceId(), fields.group(2), "the trace id");
    Check.same(parsed.spanId(), fields.group(3), "the parent id");
    int flags = Integer.parseInt(fields.group(4), 16) & 3;
    Check.same((int) parsed.flags(), flags, "the flags that are known");
    Check.that(parsed.isRemote(), "the parent is remote");

    String written = TraceParent.format(parsed);
    String expected = "00-" + fields.group(2) + "-" + fields.group(3) + "-0" + flags;
    Check.same(written, expected, "what is sent on");
    Check.same(parser.apply(written).spanId(), parsed.spanId(), "what is read again");
    Check.allocates(CONTEXT_BYTES, () -> parser.apply(line));
  }

  private static boolean isValid(Matcher fields) {
    String version = fields.group(1);
    String rest = fields.group(5);
    boolean end = rest.chars().allMatch(c -> c == ' ' || c == '\t');
    return !version.equals("ff")
        && !fields.group(2).matches("0+")
        && !fields.group(3).matches("0+")
        && (end || (!version.equals("00") && rest.startsWith("-")));
  }
}
