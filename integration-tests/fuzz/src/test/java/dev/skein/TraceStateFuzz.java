package dev.skein;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code tracestate}, against a slow parser that follows the words of the specification. */
public final class TraceStateFuzz {
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9_\\-*/@]{0,255}");
  private static final Pattern VALUE = Pattern.compile("[ -~&&[^,=]]{0,255}[!-~&&[^,=]]");

  private TraceStateFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    List<String> lines = Input.lines(data);
    TraceState parsed = TraceState.parse(lines);
    Map<String, String> expected = expected(lines);

    Check.same(parsed.headerValue(), text(expected), "the list");
    Check.same(members(parsed), expected, "the members");
    Check.same(parsed.size(), expected.size(), "the size");
    Check.isHeaderValue(parsed.headerValue());
    Check.same(TraceState.parse(List.of(parsed.headerValue())), parsed, "what is read again");
    if (lines.size() == 1) {
      Check.same(TraceState.parse(lines.get(0)), parsed, "the only line");
    }
    Check.allocates(2L * TraceState.MAX_LENGTH + 2_048, () -> TraceState.parse(lines));
    change(parsed, Input.text(data));
  }

  /** The first two lines of a text as key and value of a new member. */
  private static void change(TraceState state, String text) {
    List<String> parts = Input.split(text, '\n');
    String key = parts.isEmpty() ? "" : parts.get(0);
    String value = parts.size() < 2 ? "v" : parts.get(1);
    TraceState changed = state.put(key, value);
    if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
      Check.same(changed, state, "what an invalid member changes");
      return;
    }
    Map<String, String> expected = new LinkedHashMap<>(Map.of(key, value));
    members(state).forEach(expected::putIfAbsent);
    List<String> keys = new ArrayList<>(expected.keySet());
    keys.subList(Math.min(32, keys.size()), keys.size()).forEach(expected::remove);
    Check.same(changed.headerValue(), text(fitted(expected)), "the list with one member more");
    Check.same(changed.remove(key).get(key), null, "what is removed");
  }

  /** All members, or none. */
  private static Map<String, String> expected(List<String> lines) {
    Map<String, String> members = new LinkedHashMap<>();
    int seen = 0;
    int length = 0;
    for (String line : lines) {
      length += line.isEmpty() ? 0 : line.length() + 1;
      for (String member : Input.split(line, ',')) {
        String trimmed = member.replaceAll("^[ \t]+|[ \t]+$", "");
        if (trimmed.isEmpty()) {
          continue;
        }
        int equals = trimmed.indexOf('=');
        if (++seen > 32
            || equals < 0
            || !KEY.matcher(trimmed.substring(0, equals)).matches()
            || !VALUE.matcher(trimmed.substring(equals + 1)).matches()) {
          return Map.of();
        }
        members.putIfAbsent(trimmed.substring(0, equals), trimmed.substring(equals + 1));
      }
    }
    return length - 1 > TraceState.MAX_RECEIVED_LENGTH ? Map.of() : fitted(members);
  }

  /** Large ones go first, from the right, then any. */
  private static Map<String, String> fitted(Map<String, String> members) {
    Map<String, String> kept = new LinkedHashMap<>(members);
    List<String> keys = new ArrayList<>(members.keySet());
    for (int i = keys.size() - 1; i >= 0 && text(kept).length() > TraceState.MAX_LENGTH; i--) {
      String key = keys.get(i);
      if (key.length() + 1 + members.get(key).length() > TraceState.LARGE_MEMBER) {
        kept.remove(key);
      }
    }
    List<String> rest = new ArrayList<>(kept.keySet());
    for (int i = rest.size() - 1; text(kept).length() > TraceState.MAX_LENGTH; i--) {
      kept.remove(rest.get(i));
    }
    return kept;
  }

  private static Map<String, String> members(TraceState state) {
    Map<String, String> members = new LinkedHashMap<>();
    state.forEach(members::put);
    return members;
  }

  private static String text(Map<String, String> members) {
    List<String> texts = new ArrayList<>();
    members.forEach((key, value) -> texts.add(key + "=" + value));
    return String.join(",", texts);
  }
}
