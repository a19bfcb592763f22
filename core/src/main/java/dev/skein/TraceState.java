package dev.skein;

import dev.skein.internal.HeaderText;
import dev.skein.internal.MemberList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the tracing systems on a request's way tell their own kind: the W3C {@code tracestate}.
 *
 * <p>Immutable and thread-safe; nothing here throws on bad input. A trace state holds at most
 * {@value #MAX_MEMBERS} members, the most recently changed one first, in at most {@value
 * #MAX_LENGTH} chars. What does not fit is left out in whole members: first those above {@value
 * #LARGE_MEMBER} chars, then the rest, each from the right. Not for application data: see {@link
 * Baggage}.
 *
 * <p>It is kept as its header value, checked once: a trace state that is only passed on is never
 * taken apart.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/#tracestate-header">W3C Trace Context Level
 *     2, 3.3</a>
 */
public final class TraceState {
  static final int MAX_MEMBERS = 32;
  static final int MAX_KEY_LENGTH = 256;
  static final int MAX_VALUE_LENGTH = 256;

  /** What is propagated; the specification asks for 512 chars or more. */
  static final int MAX_LENGTH = 1_024;

  /** Members longer than this are the first to go. */
  static final int LARGE_MEMBER = 128;

  /** The longest list that keeps to the specification; nothing longer is looked at. */
  static final int MAX_RECEIVED_LENGTH =
      MAX_MEMBERS * (MAX_KEY_LENGTH + 1 + MAX_VALUE_LENGTH) + MAX_MEMBERS - 1;

  /** Added to a number of members. */
  private static final int CANONICAL = 64;

  private static final int INVALID = -1;

  private static final TraceState EMPTY = new TraceState("", 0);

  private final String text;
  private final int size;

  private TraceState(String text, int size) {
    this.text = text;
    this.size = size;
  }

  /** The trace state without members. */
  public static TraceState empty() {
    return EMPTY;
  }

  /**
   * Reads the {@code tracestate} lines of a request, in their order. White space around members,
   * empty members and later members with a key already seen are left out.
   *
   * @return {@link #empty()} when any member is invalid or there are too many: all or nothing
   */
  public static TraceState parse(@Nullable List<String> lines) {
    try {
      return lines == null || lines.size() > MAX_RECEIVED_LENGTH
          ? EMPTY
          : parse(lines, lines.size());
    } catch (Throwable hostileList) {
      return EMPTY;
    }
  }

  /** Reads the only {@code tracestate} line of a request: see {@link #parse(List)}. */
  public static TraceState parse(@Nullable String line) {
    int checked = line == null || line.length() > MAX_RECEIVED_LENGTH ? INVALID : check(line);
    int members = checked & ~CANONICAL;
    if (line == null || checked == INVALID || members == 0) {
      return EMPTY;
    }
    return checked > CANONICAL && line.length() <= MAX_LENGTH
        ? new TraceState(line, members)
        : canonical(List.of(line));
  }

  /** All lines are looked at before anything is copied: what is thrown away costs nothing. */
  private static TraceState parse(List<String> lines, int count) {
    String only = "";
    int members = 0;
    int length = -1;
    for (int i = 0; i < count; i++) {
      String line = lines.get(i);
      if (line == null || line.isEmpty()) {
        continue;
      }
      length += 1 + line.length();
      int checked = length > MAX_RECEIVED_LENGTH ? INVALID : check(line);
      members += checked & ~CANONICAL;
      if (checked == INVALID || members > MAX_MEMBERS) {
        return EMPTY;
      }
      only = line;
    }
    if (members == 0) {
      return EMPTY;
    }
    return length == only.length() ? parse(only) : canonical(lines);
  }

  /**
   * The number of members of a line, plus {@link #CANONICAL} when the line is in canonical form.
   *
   * @return {@link #INVALID} when any member is invalid or there are too many
   */
  private static int check(String line) {
    int length = line.length();
    int canonical = length > 0 && line.charAt(length - 1) == ',' ? 0 : CANONICAL;
    int seen = 0;
    long keys = 0;
    for (int from = 0, to; from < length; from = to + 1) {
      int start = HeaderText.skipBlanks(line, from, length);
      if (start == length || line.charAt(start) == ',') {
        to = start;
        canonical = 0;
        continue;
      }
      int equals = keyEnd(line, start, length);
      if (++seen > MAX_MEMBERS
          || equals == start
          || equals == length
          || line.charAt(equals) != '=') {
        return INVALID;
      }
      int end = valueEnd(line, equals + 1, length);
      to = HeaderText.skipBlanks(line, end, length);
      if (end == equals + 1 || (to < length && line.charAt(to) != ',')) {
        return INVALID;
      }
      // Most keys differ from all others in what is cheap to compare; the others are looked for.
      long key = 1L << hash(line, start, equals);
      if (start != from || end != to || ((keys & key) != 0 && isRepeated(line, start, equals))) {
        canonical = 0;
      }
      keys |= key;
    }
    return seen + canonical;
  }

  /** What is kept of lines that have been checked. */
  private static TraceState canonical(List<String> lines) {
    MemberList members = MemberList.take();
    boolean complete = false;
    try {
      for (String line : lines) {
        if (line != null) {
          addMembers(line, members);
        }
      }
      members.fit(MAX_LENGTH, LARGE_MEMBER);
      complete = true;
    } finally {
      if (!complete) {
        members.giveUp();
      }
    }
    int size = members.size();
    return new TraceState(members.finish(), size);
  }

  private static void addMembers(String line, MemberList members) {
    int length = line.length();
    for (int from = 0, to; from < length; from = to + 1) {
      to = HeaderText.end(line, from);
      int start = HeaderText.skipBlanks(line, from, to);
      int end = HeaderText.skipBlanksBackwards(line, start, to);
      if (start < end && !members.hasPrefix(line, start, line.indexOf('=', start) + 1)) {
        members.add(line, start, end);
      }
    }
  }

  /** The value of a key, or null when there is none. */
  public @Nullable String get(@Nullable String key) {
    int start = find(key);
    return start < 0 || key == null
        ? null
        : text.substring(start + key.length() + 1, HeaderText.end(text, start));
  }

  /**
   * This trace state with a member added or changed, which becomes the first one. The right-most
   * member goes when there would be more than {@value #MAX_MEMBERS}.
   *
   * @param key a lowercase letter or digit, then up to 255 of those or {@code _ - * / @}
   * @param value 1 to 256 printable ASCII chars without comma and equals sign, not ending in a
   *     space
   * @return this trace state when the key or the value is not of that form
   */
  public TraceState put(@Nullable String key, @Nullable String value) {
    if (key == null
        || value == null
        || key.isEmpty()
        || key.length() > MAX_KEY_LENGTH
        || keyEnd(key, 0, key.length()) < key.length()
        || value.isEmpty()
        || value.length() > MAX_VALUE_LENGTH
        || valueEnd(value, 0, value.length()) < value.length()) {
      return this;
    }
    TraceState rest = remove(key);
    if (rest.size == MAX_MEMBERS) {
      rest = rest.removeAt(rest.text.lastIndexOf(',') + 1);
    }
    String member = key + '=' + value;
    if (rest.isEmpty()) {
      return new TraceState(member, 1);
    }
    String list = member + ',' + rest.text;
    return list.length() <= MAX_LENGTH
        ? new TraceState(list, rest.size + 1)
        : canonical(List.of(list));
  }

  /** This trace state without a key. */
  public TraceState remove(@Nullable String key) {
    int start = find(key);
    return start < 0 ? this : removeAt(start);
  }

  /** The number of members. */
  public int size() {
    return size;
  }

  /** Whether there are no members. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Hands each key and value to a consumer, from left to right. */
  public void forEach(BiConsumer<String, String> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    for (int start = 0, end; start < text.length(); start = end + 1) {
      end = HeaderText.end(text, start);
      int equals = text.indexOf('=', start);
      consumer.accept(text.substring(start, equals), text.substring(equals + 1, end));
    }
  }

  /** The value of the {@code tracestate} header; empty when there are no members. */
  public String headerValue() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TraceState state && text.equals(state.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The header value. */
  @Override
  public String toString() {
    return text;
  }

  private int find(@Nullable String key) {
    return key == null ? HeaderText.NOT_FOUND : HeaderText.find(text, key, 0);
  }

  private TraceState removeAt(int start) {
    return size == 1 ? EMPTY : new TraceState(HeaderText.without(text, start), size - 1);
  }

  /** A number from 0 to 63. */
  private static int hash(String text, int start, int end) {
    int last = text.charAt(end - 1) + 31 * text.charAt(Math.max(start, end - 2));
    return (((last * 31 + text.charAt(start)) * 31 + end - start) * 0x9E3779B9) >>> 26;
  }

  /** Whether a member further left has the same key. */
  private static boolean isRepeated(String received, int keyStart, int keyEnd) {
    int length = keyEnd + 1 - keyStart;
    for (int from = 0; from < keyStart; from = HeaderText.end(received, from) + 1) {
      int start = HeaderText.skipBlanks(received, from, keyStart);
      if (start < keyStart && received.regionMatches(start, received, keyStart, length)) {
        return true;
      }
    }
    return false;
  }

  /** Where the key that starts here ends; its start when there is none, or one too long. */
  private static int keyEnd(String text, int start, int limit) {
    int end =
        HeaderText.isA(HeaderText.STATE_KEY_START, text.charAt(start))
            ? HeaderText.endOfRun(HeaderText.STATE_KEY, text, start + 1, limit)
            : start;
    return end - start > MAX_KEY_LENGTH ? start : end;
  }

  /** Where the value that starts here ends; its start when there is none, or one too long. */
  private static int valueEnd(String text, int start, int limit) {
    int run = HeaderText.endOfRun(HeaderText.STATE_VALUE, text, start, limit);
    int end = HeaderText.skipBlanksBackwards(text, start, run);
    return end - start > MAX_VALUE_LENGTH ? start : end;
  }
}
