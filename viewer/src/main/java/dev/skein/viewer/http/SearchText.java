package dev.skein.viewer.http;

/**
 * The text of the search box, taken apart: words between blanks, with quotes around what holds
 * blanks, and a backslash before a quote or a backslash inside of them.
 *
 * <ul>
 *   <li>{@code service:NAME}, {@code operation:NAME}, {@code caller:NAME}, {@code status:error}
 *   <li>{@code duration>100ms} (also {@code >=}, {@code <}, {@code <=}); {@code total}: of the
 *       whole trace
 *   <li>{@code NAME=VALUE}: an attribute has that value; {@code has:NAME}: it is there
 *   <li>32 hexadecimal digits: that trace
 *   <li>anything else: a part of a span's name; several such words in a row, with a blank between
 * </ul>
 */
final class SearchText {
  private static final int TRACE_ID_DIGITS = 32;

  private final String text;
  private final Conditions conditions;
  private final StringBuilder word = new StringBuilder();
  private final StringBuilder name = new StringBuilder();
  private int next;
  private int operator;
  private char operatorChar;

  private SearchText(String text, Conditions conditions) {
    this.text = text;
    this.conditions = conditions;
  }

  /** Adds what a text says to conditions; a problem says at which character. */
  static void parse(String text, Conditions conditions) throws HttpProblem {
    new SearchText(text, conditions).words();
  }

  private void words() throws HttpProblem {
    while (true) {
      while (next < text.length() && isBlank(text.charAt(next))) {
        next++;
      }
      if (next == text.length()) {
        break;
      }
      int start = next;
      readWord();
      try {
        term();
      } catch (HttpProblem problem) {
        throw at(start, problem.text());
      }
    }
    if (!name.isEmpty()) {
      conditions.text(name.toString());
    }
  }

  private static boolean isBlank(char c) {
    return c <= ' ';
  }

  private HttpProblem at(int index, String message) {
    return HttpProblem.badRequest("q, character " + (index + 1) + ": " + message);
  }

  /** Reads a word without its quotes, and where its first operator outside of them is. */
  private void readWord() throws HttpProblem {
    word.setLength(0);
    operator = -1;
    while (next < text.length() && !isBlank(text.charAt(next))) {
      char c = text.charAt(next);
      if (c == '"') {
        readQuoted();
        continue;
      }
      if (operator < 0 && (c == ':' || c == '=' || c == '<' || c == '>')) {
        operator = word.length();
        operatorChar = c;
      }
      word.append(c);
      next++;
    }
  }

  private void readQuoted() throws HttpProblem {
    int start = next;
    for (next++; next < text.length(); next++) {
      char c = text.charAt(next);
      if (c == '"') {
        next++;
        return;
      }
      if (c == '\\' && next + 1 < text.length()) {
        char escaped = text.charAt(next + 1);
        if (escaped == '"' || escaped == '\\') {
          c = escaped;
          next++;
        }
      }
      word.append(c);
    }
    throw at(start, "this quote is not closed");
  }

  private void term() throws HttpProblem {
    String whole = word.toString();
    String key = operator < 0 ? "" : whole.substring(0, operator);
    String value = operator < 0 ? "" : whole.substring(operator + 1);
    if (operator >= 0 && operatorChar == ':' && Conditions.isField(key)) {
      conditions.field(key, filled(key + ":", value));
    } else if (operator >= 0 && operatorChar == ':' && key.equals("has")) {
      conditions.attribute(filled("has:", value), null);
    } else if (operator > 0 && operatorChar == '=') {
      conditions.attribute(key, value);
    } else if ((operatorChar == '<' || operatorChar == '>') && Conditions.isRange(key)) {
      range(key, value);
    } else if (isTraceId(whole)) {
      conditions.trace(whole);
    } else {
      name.append(name.isEmpty() ? "" : " ").append(whole);
    }
  }

  private String filled(String what, String value) throws HttpProblem {
    if (value.isEmpty()) {
      throw HttpProblem.badRequest("something has to follow \"" + what + "\"");
    }
    return value;
  }

  private void range(String key, String value) throws HttpProblem {
    boolean inclusive = value.startsWith("=");
    long nanos = TimeText.durationNanos(inclusive ? value.substring(1) : value);
    int step = inclusive ? 0 : 1;
    if (operatorChar == '>') {
      conditions.atLeast(key, nanos + step);
    } else {
      conditions.atMost(key, nanos - step);
    }
  }

  private static boolean isTraceId(String word) {
    if (word.length() != TRACE_ID_DIGITS) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (Character.digit(word.charAt(i), 16) < 0 || word.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }
}
