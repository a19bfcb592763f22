package dev.skein;

import dev.skein.internal.HeaderText;
import dev.skein.internal.MemberList;
import dev.skein.internal.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  public record Entry(String name, String value, String metadata) {
    /** On one line: control characters in the value are replaced. */
    @Override
    public String toString() {
      return Printable.clean(name + "=" + value + (metadata.isEmpty() ? "" : ";".concat(metadata)));
    }
  }

  /** The baggage without entries. */
  public static Baggage empty() {
    return EMPTY;
  }

  /**
   * Reads the {@code baggage} lines of a request, in their order. Members that are not valid are
   * left out, but count: of all lines together the first 64 members in the first 8192 chars are
   * looked at.
   */
  public static Baggage parse(@Nullable List<String> lines) {
    if (lines == null) {
      return EMPTY;
    }
    try {
      return lines.size() == 1 && lines.get(0) != null
          ? parse(lines.get(0))
          : canonical(lines, Math.min(lines.size(), MAX_LENGTH), null);
    } catch (Throwable hostileList) {
      return EMPTY;
    }
  }

  /** Reads the only {@code baggage} line of a request: see {@link #parse(List)}. */
  public static Baggage parse(@Nullable String line) {
    if (line == null) {
      return EMPTY;
    }
    int length = lengthWithin(MAX_LENGTH, line);
    int kept = 0;
    int seen = 0;
    int from = 0;
    while (from < length && seen < MAX_MEMBERS) {
      int to = HeaderText.indexOf(line, ',', from, length);
      if (!BaggageFormat.isCanonical(line, from, to)) {
        return canonical(List.of(), 1, line);
      }
      kept = to;
      seen++;
      from = to + 1;
    }
    return of(line.substring(0, kept), seen);
  }

  /**
   * What is kept of several lines, or of one that is not canonical as it stands.
   *
   * @param only the one line, without a list around it
   */
  private static Baggage canonical(List<String> lines, int count, @Nullable String only) {
    MemberList members = MemberList.take();
    boolean complete = false;
    try {
      int left = MAX_LENGTH;
      int seen = 0;
      for (int i = 0; i < count && left >= 0 && seen < MAX_MEMBERS; i++) {
        String line = only == null ? lines.get(i) : only;
        if (line != null && !line.isEmpty()) {
          seen = addMembers(line, lengthWithin(left, line), seen, members);
          left -= line.length() + 1;
        }
      }
      complete = true;
    } finally {
      if (!complete) {
        members.giveUp();
      }
    }
    int size = members.size();
    return of(members.finish(), size);
  }

  /** Adds the valid ones; returns how many were seen in all. */
  private static int addMembers(String line, int length, int seenBefore, MemberList members) {
    int seen = seenBefore;
    for (int from = 0, to; from < length && seen < MAX_MEMBERS; from = to + 1) {
      to = HeaderText.indexOf(line, ',', from, length);
      int start = HeaderText.skipBlanks(line, from, to);
      int end = HeaderText.skipBlanksBackwards(line, start, to);
      if (start < end) {
        seen++;
        BaggageFormat.add(line, start, end, members);
      }
    }
    return seen;
  }

  /** How much of a line is looked at: a member that goes beyond the limit is left out whole. */
  private static int lengthWithin(int limit, String line) {
    return line.length() > limit ? line.lastIndexOf(',', limit) : line.length();
  }

  /** The value of a name, or null when there is none; the last one when it occurs repeatedly. */
  public @Nullable String get(@Nullable String name) {
    int last = HeaderText.NOT_FOUND;
    for (int start = find(name, 0); start >= 0; ) {
      last = start;
      start = find(name, HeaderText.end(text, start) + 1);
    }
    return last < 0 ? null : value(last, HeaderText.end(text, last));
  }

  /** This baggage with an entry without metadata: see {@link #put(String, String, String)}. */
  public Baggage put(@Nullable String name, @Nullable String value) {
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
  public Baggage put(@Nullable String name, @Nullable String value, @Nullable String metadata) {
    if (name == null || value == null || name.length() > MAX_LENGTH || !HeaderText.isToken(name)) {
      return this;
    }
    Baggage rest = remove(name);
    long chars = length(name, value, metadata);
    if (rest.size == MAX_MEMBERS || chars > MAX_LENGTH) {
      return rest;
    }
    StringBuilder list = new StringBuilder(rest.text.length() + (int) chars + 3).append(rest.text);
    append(name, value, metadata, list.append(rest.isEmpty() ? "" : ","));
    return list.length() > MAX_LENGTH ? rest : new Baggage(list.toString(), rest.size + 1);
  }

  /**
   * This baggage with entries added at the end, as if each was put after the other; the list is
   * copied only once. Entries with a name that is not valid, or for which there is no room, are
   * left out.
   */
  public Baggage putAll(@Nullable List<Entry> entries) {
    Map<String, Entry> added = new LinkedHashMap<>();
    try {
      int looks = 0;
      for (Entry entry : entries == null ? List.<Entry>of() : entries) {
        if (looks++ == MAX_LENGTH) {
          break;
        }
        if (entry != null && entry.name != null && HeaderText.isToken(entry.name)) {
          added.remove(entry.name);
          added.put(entry.name, entry);
        }
      }
    } catch (Throwable hostileList) {
      return this;
    }
    if (added.isEmpty()) {
      return this;
    }
    StringBuilder list = new StringBuilder(text.length() + 64);
    int count = 0;
    for (int start = 0, end; start < text.length(); start = end + 1) {
      end = HeaderText.end(text, start);
      if (!added.containsKey(text.substring(start, text.indexOf('=', start)))) {
        list.append(count++ == 0 ? "" : ",").append(text, start, end);
      }
    }
    for (Entry entry : added.values()) {
      int before = list.length();
      if (length(entry.name, entry.value, entry.metadata) <= MAX_LENGTH && count < MAX_MEMBERS) {
        list.append(count == 0 ? "" : ",");
        append(entry.name, entry.value, entry.metadata, list);
        count++;
      }
      if (list.length() > MAX_LENGTH) {
        list.setLength(before);
        count--;
      }
    }
    return of(list.toString(), count);
  }

  /** At least so many chars are needed. */
  private static long length(String name, @Nullable String value, @Nullable String metadata) {
    return (long) name.length()
        + (value == null ? 0 : value.length())
        + (metadata == null ? 0 : metadata.length());
  }

  private static void append(
      String name, @Nullable String value, @Nullable String metadata, StringBuilder list) {
    list.append(name).append('=');
    if (value != null) {
      BaggageFormat.encode(list, value, 0, value.length(), false);
    }
    if (metadata != null) {
      BaggageFormat.appendProperties(list, metadata, 0, metadata.length());
    }
  }

  /** This baggage without a name. */
  public Baggage remove(@Nullable String name) {
    if (name == null || find(name, 0) < 0) {
      return this;
    }
    StringBuilder list = new StringBuilder(text.length());
    int kept = 0;
    for (int start = 0, end; start < text.length(); start = end + 1) {
      end = HeaderText.end(text, start);
      if (!HeaderText.isKeyAt(text, start, name)) {
        list.append(kept++ == 0 ? "" : ",").append(text, start, end);
      }
    }
    return of(list.toString(), kept);
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

  private int find(@Nullable String name, int from) {
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
