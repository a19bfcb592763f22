package dev.skein;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code baggage}, against a slow parser that follows the words of the specification. */
public final class BaggageFuzz {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");
  private static final Pattern OCTETS =
      Pattern.compile("[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]*");

  private BaggageFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    List<String> lines = Input.lines(data);
    Baggage parsed = Baggage.parse(lines);
    List<String> expected = expected(lines);

    Check.same(parsed.headerValue(), String.join(",", expected), "the list");
    Check.same(parsed.size(), expected.size(), "the size");
    Check.isHeaderValue(parsed.headerValue());
    Check.same(Baggage.parse(List.of(parsed.headerValue())), parsed, "what is read again");
    if (lines.size() == 1) {
      Check.same(Baggage.parse(lines.get(0)), parsed, "the only line");
    }
    Check.allocates(parsed.headerValue().length() + 2_048L, () -> Baggage.parse(lines));
    entries(parsed);
    putAll(parsed, Input.split(Input.text(data), '\n'));
    put(parsed, Input.text(data));
  }

  /** What is read is put, sent and read once more. */
  private static void entries(Baggage baggage) {
    List<Baggage.Entry> entries = baggage.entries();
    Check.same(entries.size(), baggage.size(), "the number of entries");
    for (Baggage.Entry entry : entries) {
      Baggage one = Baggage.empty().put(entry.name(), entry.value(), entry.metadata());
      if (one.isEmpty()) {
        continue; // coded, it became too long
      }
      Baggage again = Baggage.parse(one.headerValue());
      Check.same(again.get(entry.name()), entry.value(), "the value");
      Check.same(again.entries().get(0).metadata(), entry.metadata(), "the metadata");
    }
  }

  /** Many at once are what they are one after the other, as long as there is room. */
  private static void putAll(Baggage baggage, List<String> texts) {
    List<Baggage.Entry> entries = new ArrayList<>();
    Baggage expected = baggage;
    for (String text : texts.subList(0, Math.min(20, texts.size()))) {
      String name = text.substring(0, Math.min(3, text.length()));
      entries.add(new Baggage.Entry(name, text, text));
      expected = expected.put(name, text, text);
    }
    Baggage all = baggage.putAll(entries);
    if (baggage.size() + entries.size() <= Baggage.MAX_MEMBERS
        && all.headerValue().length() < 4_096
        && expected.headerValue().length() < 4_096) {
      Check.same(all, expected, "many at once");
    }
    Check.same(Baggage.parse(all.headerValue()), all, "what is read again");
  }

  /** The lines of a text as name, value and metadata. */
  private static void put(Baggage baggage, String text) {
    List<String> parts = Input.split(text, '\n');
    String name = parts.isEmpty() ? "" : parts.get(0);
    String value = parts.size() < 2 ? "" : parts.get(1);
    String metadata = parts.size() < 3 ? "" : parts.get(2);
    Baggage changed = baggage.put(name, value, metadata);
    Check.isHeaderValue(changed.headerValue());
    Check.same(Baggage.parse(changed.headerValue()), changed, "what is read again");
    if (!NAME.matcher(name).matches()) {
      Check.same(changed, baggage, "what an invalid name changes");
    } else if (changed.get(name) != null) {
      Check.same(changed.get(name), wellFormed(value), "the value that was put");
    }
    Check.same(changed.remove(name).get(name), null, "what is removed");
  }

  /** Half of a surrogate pair is no character. */
  private static String wellFormed(String text) {
    StringBuilder formed = new StringBuilder(text.length());
    text.codePoints().forEach(c -> formed.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return formed.toString();
  }

  private static List<String> expected(List<String> lines) {
    List<String> nonEmpty = new ArrayList<>(lines);
    nonEmpty.removeIf(String::isEmpty);
    String joined = String.join(",", nonEmpty);
    if (joined.length() > Baggage.MAX_LENGTH) {
      joined = joined.substring(0, Math.max(0, joined.lastIndexOf(',', Baggage.MAX_LENGTH)));
    }
    List<String> members = new ArrayList<>();
    int seen = 0;
    for (String member : Input.split(joined, ',')) {
      if (!trim(member).isEmpty() && ++seen <= Baggage.MAX_MEMBERS) {
        String canonical = canonical(Input.split(member, ';'));
        if (canonical != null) {
          members.add(canonical);
        }
      }
    }
    return members;
  }

  private static String canonical(List<String> parts) {
    String pair = parts.get(0);
    int equals = pair.indexOf('=');
    if (equals < 0 || !NAME.matcher(trim(pair.substring(0, equals))).matches()) {
      return null;
    }
    StringBuilder member = new StringBuilder(trim(pair.substring(0, equals)));
    String value = trim(pair.substring(equals + 1));
    member.append('=').append(value);
    boolean valid = OCTETS.matcher(value).matches();
    for (String property : parts.subList(1, parts.size())) {
      int sign = property.indexOf('=');
      String key = trim(sign < 0 ? property : property.substring(0, sign));
      if (!key.isEmpty()) {
        String rest = sign < 0 ? "" : "=" + trim(property.substring(sign + 1));
        valid &= OCTETS.matcher(key).matches() && OCTETS.matcher(rest).matches();
        member.append(';').append(key).append(rest);
      }
    }
    return valid ? member.toString() : null;
  }

  private static String trim(String text) {
    return text.replaceAll("^[ \t]+|[ \t]+$", "");
  }
}
