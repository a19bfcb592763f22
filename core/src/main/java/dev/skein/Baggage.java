package dev.skein;

import dev.skein.internal.HeaderText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names and values that an application sends along with a request, to every service it reaches.
 *
 * <p>Immutable and thread-safe; nothing here throws on bad input. A baggage holds at most {@value
 * #MAX_MEMBERS} entries in at most {@value #MAX_LENGTH} bytes of header value; whole entries are
 * left out beyond that. It is neither signed nor encrypted and goes to every host that is called:
 * put no secrets in, and trust nothing you find.
 *
 * <p>It is kept as its header value, checked once: a baggage that is only passed on is never taken
 * apart.
 *
 * @see <a href="https://www.w3.org/TR/baggage/">W3C Baggage</a>
 */
public final class Baggage {
  static final int MAX_MEMBERS = 64;
  static final int MAX_LENGTH = 8_192;

  private static final Baggage EMPTY = new Baggage("", 0);

  private final String text;
  private final int size;

  private Baggage(String text, int size) {
    this.text = text;
    this.size = size;
  }

  /**
   * One entry.
   *
   * @param name case-sensitive
   * @param value decoded; may be empty
   * @param metadata the properties as they stand in the header, {@code key=value;key}; may be empty
   */
  public record Entry(String name, String value, String metadata) {}

  /** The baggage without entries. */
  public static Baggage empty() {
    return EMPTY;
  }

  /**
   * Reads the {@code baggage} lines of a request, in their order. Members that are not valid are
   * left out, but count: of all lines together the first 64 members in the first 8192 chars are
   * looked at.
   */
  public static Baggage parse(List<String> lines) {
    return parse(HeaderText.join(lines, MAX_LENGTH));
  }

  /** Reads the only {@code baggage} line of a request: see {@link #parse(List)}. */
  public static Baggage parse(String line) {
    int length = line.length();
    if (length > MAX_LENGTH) {
      // The member that goes beyond the limit is left out whole.
      length = line.lastIndexOf(',', MAX_LENGTH);
    }
    MemberListBuilder members = new MemberListBuilder(line);
    int seen = 0;
    for (int from = 0, to; from < length && seen < MAX_MEMBERS; from = to + 1) {
      to = HeaderText.indexOf(line, ',', from, length);
      int start = HeaderText.skipBlanks(line, from, to);
      int end = HeaderText.skipBlanksBackwards(line, start, to);
      if (start == end) {
        continue;
      }
      seen++;
      if (BaggageFormat.isCanonical(line, start, end)) {
        members.keep(from, start, end);
      } else {
        String member = BaggageFormat.canonical(line, start, end);
        if (member != null) {
          members.replace(member);
        }
      }
    }
    return of(members.text(), members.size());
  }

  /** The value of a name, or null when there is none; the last one when it occurs repeatedly. */
  public @Nullable String get(String name) {
    int last = HeaderText.NOT_FOUND;
    for (int start = find(name, 0); start >= 0; ) {
      last = start;
      start = find(name, HeaderText.end(text, start) + 1);
    }
    return last < 0 ? null : value(last, HeaderText.end(text, last));
  }

  /** This baggage with an entry without metadata: see {@link #put(String, String, String)}. */
  public Baggage put(String name, String value) {
    return put(name, value, "");
  }

  /**
   * This baggage with an entry added at the end, in place of all entries of that name. The entry is
   * left out when there is no room for it.
   *
   * @param name a token of RFC 7230: printable ASCII without space and {@code "(),/:;<=>?@[\]{}}
   * @param value any text; an unpaired surrogate in it becomes U+FFFD
   * @param metadata properties as they stand in the header, {@code key=value;key}; chars that
   *     cannot stand there are percent-encoded
   * @return this baggage when the name is not of that form
   */
  public Baggage put(String name, String value, String metadata) {
    if (name == null || value == null || !HeaderText.isToken(name)) {
      return this;
    }
    Baggage rest = remove(name);
    int metadataLength = metadata == null ? 0 : metadata.length();
    long chars = (long) name.length() + value.length() + metadataLength;
    if (rest.size == MAX_MEMBERS || chars > MAX_LENGTH) {
      return rest;
    }
    StringBuilder list = new StringBuilder(rest.text.length() + (int) chars + 3).append(rest.text);
    if (!rest.isEmpty()) {
      list.append(',');
    }
    BaggageFormat.encode(list.append(name).append('='), value, 0, value.length(), false);
    if (metadata != null) {
      BaggageFormat.appendProperties(list, metadata, 0, metadataLength, true);
    }
    return list.length() > MAX_LENGTH ? rest : new Baggage(list.toString(), rest.size + 1);
  }

  /** This baggage without a name. */
  public Baggage remove(String name) {
    if (find(name, 0) < 0) {
      return this;
    }
    MemberListBuilder members = new MemberListBuilder(text);
    for (int start = 0, end; start < text.length(); start = end + 1) {
      end = HeaderText.end(text, start);
      if (!HeaderText.isKeyAt(text, start, name)) {
        members.keep(start, start, end);
      }
    }
    return of(members.text(), members.size());
  }

  /** All entries in their order. A name that another service sent repeatedly occurs repeatedly. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(size);
    for (int start = 0, end; start < text.length(); start = end + 1) {
      end = HeaderText.end(text, start);
      entries.add(entry(start, end));
    }
    return List.copyOf(entries);
  }

  /** The number of entries. */
  public int size() {
    return size;
  }

  /** Whether there are no entries. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The value of the {@code baggage} header; empty when there are no entries. */
  public String headerValue() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Baggage baggage && text.equals(baggage.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The number of entries; not what is in them, which may be private. */
  @Override
  public String toString() {
    return "Baggage{" + size + "}";
  }

  private int find(String name, int from) {
    return name == null ? HeaderText.NOT_FOUND : HeaderText.find(text, name, from);
  }

  private Entry entry(int start, int end) {
    int valueEnd = HeaderText.indexOf(text, ';', start, end);
    return new Entry(
        text.substring(start, text.indexOf('=', start)),
        value(start, end),
        valueEnd == end ? "" : text.substring(valueEnd + 1, end));
  }

  private String value(int start, int end) {
    int valueEnd = HeaderText.indexOf(text, ';', start, end);
    return BaggageFormat.decode(text, text.indexOf('=', start) + 1, valueEnd);
  }

  private static Baggage of(String text, int size) {
    return size == 0 ? EMPTY : new Baggage(text, size);
  }
}
