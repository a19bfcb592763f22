package dev.skein.internal;

import java.util.Locale;

/**
 * Finds secrets in texts that were not made to hold any: the messages of exceptions, the values of
 * headers. One pass, linear in what is read; rather too much is taken for a secret than too little.
 *
 * <p>Replaced by {@value #REDACTED} are user and password of a URL ({@code ://user:password@}), and
 * the value behind a name that speaks of a secret: {@code password=...}, {@code "api_key": "..."},
 * {@code Authorization: ...}, {@code Bearer ...}. A name that only may speak of one, as {@code
 * token} or {@code session}, has to stand before an equals sign or in quotes, since people write
 * {@code unexpected token: x}.
 */
public final class SecretText {
  /** What stands for a secret. */
  public static final String REDACTED = "REDACTED";

  /** What stands for a user and a password. */
  public static final String CREDENTIALS = "REDACTED:REDACTED";

  /** Names of headers with one of these in them are those of secrets. */
  private static final String[] HEADERS = {
    "token", "key", "secret", "session", "auth", "cookie", "password", "passwd", "passphrase",
    "pwd", "credential", "credit", "card", "principal", "signature", "jwt", "assertion", "csrf",
    "xsrf"
  };

  private static final String[] CERTAIN = {
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "credential",
    "authorization",
    "apikey",
    "api_key",
    "api-key",
    "accesskey",
    "access_key",
    "access-key",
    "privatekey",
    "private_key",
    "private-key",
    "accountkey",
    "account_key",
    "encryptionkey",
    "encryption_key"
  };

  private static final String[] LIKELY = {"token", "session", "signature", "cookie"};

  /** Too short to be looked for within a longer name. */
  private static final String[] WHOLE = {"sig", "auth", "pass", "pw"};

  private static final int LONGEST_NAME = 64;
  private static final int SHORTEST_TOKEN = 16;

  /** How far is looked for the end of secrets: a message of megabytes is one long secret. */
  private static final int REACH = 16;

  private final String text;
  private final int limit;

  /** Where the text ends for us. */
  private final int length;

  private final StringBuilder safe = new StringBuilder();
  private int copied;

  /** Where the last word begins and ends, as long as nothing but blanks and quotes follows it. */
  private int wordStart;

  private int wordEnd;
  private boolean quoted;

  /** The end of what was searched for the end of a password with a slash, and what was found. */
  private int searchedTo;

  private int lastAt;

  /** The same, in front of the first value of a query, which is looked at for itself. */
  private int lastAtBeforeValue;

  private SecretText(String text, int limit) {
    this.text = text;
    this.limit = limit;
    this.length = (int) Math.min(text.length(), (long) limit * REACH);
  }

  /** Whether a header must not be recorded, by its name in any case. */
  public static boolean isSecretHeader(String name) {
    return contains(name.toLowerCase(Locale.ROOT), HEADERS);
  }

  /**
   * A text without the secrets in it.
   *
   * @param limit how many chars of the result are wanted; {@value #REACH} times as many are read
   * @return the text itself when it has none in these; else at most a little more than the limit
   */
  public static String redact(String text, int limit) {
    return new SecretText(text, limit).redact();
  }

  private String redact() {
    int i = 0;
    while (i < length && safe.length() + i - copied < limit) {
      char c = text.charAt(i);
      if (isWord(c)) {
        i = word(i);
      } else if (c == '=' || c == ':') {
        i = separator(c, i);
      } else {
        boolean quote = isQuote(c);
        quoted |= quote;
        if (!quote && c != ' ' && c != '\t') {
          forgetWord();
        }
        i++;
      }
    }
    if (copied == 0) {
      return text;
    }
    // the last word may end far beyond what is wanted
    int rest = Math.max(0, Math.min(i - copied, limit - safe.length()));
    return safe.append(text, copied, copied + rest).toString();
  }

  /** A word begins; behind the word Bearer and a blank there is mostly a token. */
  private int word(int start) {
    int end = start;
    while (end < length && end - start <= limit && isWord(text.charAt(end))) {
      end++;
    }
    wordStart = start;
    wordEnd = end;
    quoted = false;
    boolean bearer =
        end - start == 6
            && end < length
            && text.charAt(end) == ' '
            && text.regionMatches(true, start, "bearer", 0, 6);
    if (bearer) {
      int tokenEnd = valueEnd(end + 1);
      if (tokenEnd - end > SHORTEST_TOKEN) {
        return replace(end + 1, tokenEnd, REDACTED);
      }
    }
    return end;
  }

  /** Where to go on behind a separator, and behind the secret that follows it. */
  private int separator(char separator, int i) {
    int next = i + 1;
    if (separator == ':' && text.startsWith("//", next)) {
      forgetWord();
      int start = i + 3;
      int end = userInfoEnd(start);
      if (end >= 0
          && HeaderText.indexOf(text, ';', start, end) < end
          && HeaderText.indexOf(text, '=', start, end) < end) {
        // sqlserver://host;user=sa;password=a@b: what follows the at sign belongs to the password
        end = valueEnd(end);
      }
      return end < 0 ? start : replace(start, end, CREDENTIALS);
    }
    String name = name();
    forgetWord();
    // jdbc:oracle:thin:user/password@host
    if (separator == ':' && (name.equals("thin") || name.equals("oci"))) {
      int end = lastAt(next);
      int limit = Math.max(next, Math.min(end, next + LONGEST_NAME));
      if (HeaderText.indexOf(text, '/', next, limit) < limit) {
        return replace(next, end, CREDENTIALS);
      }
    }
    boolean secret = !name.isEmpty() && isSecret(name, separator);
    boolean line = secret && name.contains("authorization");
    if (!secret) {
      return next;
    }
    int start = skip(next);
    int end = line ? lineEnd(start) : valueEnd(start);
    return end > start ? replace(start, end, REDACTED) : next;
  }

  private void forgetWord() {
    wordStart = wordEnd;
  }

  /** The last word, or the end of it, in lower case. */
  private String name() {
    int start = Math.max(wordStart, wordEnd - LONGEST_NAME);
    return text.substring(start, wordEnd).toLowerCase(Locale.ROOT);
  }

  private boolean isSecret(String name, char separator) {
    if (separator == ':' && !quoted) {
      // neither PasswordException: no such user, nor (PasswordStore.java:7)
      return contains(name, CERTAIN)
          && !name.endsWith("exception")
          && !name.endsWith("error")
          && !name.endsWith(".java");
    }
    if (contains(name, CERTAIN)) {
      return true;
    }
    for (String whole : WHOLE) {
      if (name.equals(whole)) {
        return true;
      }
    }
    return contains(name, LIKELY);
  }

  private static boolean contains(String name, String... parts) {
    for (String part : parts) {
      if (name.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** Replaces a part; where to go on. */
  private int replace(int from, int to, String with) {
    safe.append(text, copied, from).append(with);
    copied = to;
    return to;
  }

  /** Where the value begins: behind blanks and opening quotes. */
  private int skip(int from) {
    int i = from;
    while (i < length && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    while (i < length && isQuote(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Where a value ends: in quotes at the next quote, else where something else may begin. */
  private int valueEnd(int from) {
    boolean inQuotes = from > 0 && isQuote(text.charAt(from - 1));
    for (int i = from; i < length; i++) {
      char c = text.charAt(i);
      boolean escaped = c == '\\' && i + 1 < length && !isQuote(text.charAt(i + 1));
      if (inQuotes && escaped) {
        i++;
      } else if (c == '"' || c == '\'' || (c == '\\' && !escaped)) {
        return i;
      } else if (!inQuotes && (c <= ' ' || ",;&?#)]}<>".indexOf(c) >= 0)) {
        return i;
      }
    }
    return length;
  }

  private int lineEnd(int from) {
    for (int i = from; i < length; i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == '"' || c == '\'') {
        return i;
      }
    }
    return length;
  }

  /** Where the at sign behind user and password is; -1 when there are none. */
  private int userInfoEnd(int start) {
    int at = -1;
    int colon = -1;
    for (int i = start; i < length; i++) {
      char c = text.charAt(i);
      if (c == '@') {
        at = i;
      } else if (c == ':' && colon < 0) {
        colon = i;
      } else if (c == '/' || c == '?' || c == '#' || isEnd(c)) {
        boolean port = colon < 0 || isNumber(colon + 1, i);
        if (at < 0) {
          return port || isEnd(c) ? at : lastAt(i);
        }
        // a password may have an at sign and a slash; of host and path rather too much is taken
        lastAt(i);
        return lastAtBeforeValue >= i ? lastAtBeforeValue : at;
      }
    }
    return at < 0 && isCut() ? length : at;
  }

  /** Whether there may be an at sign that is not read. */
  private boolean isCut() {
    return length < text.length();
  }

  private boolean isNumber(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  /** The last at sign before a blank or a quote; -1 when there is none. */
  private int lastAt(int from) {
    if (from >= searchedTo) {
      lastAt = -1;
      lastAtBeforeValue = -1;
      boolean query = false;
      boolean value = false;
      int i = from;
      while (i < length && !isEnd(text.charAt(i))) {
        char c = text.charAt(i);
        query |= c == '?' || c == '#';
        value |= query && c == '=';
        if (c == '@') {
          lastAt = i;
          lastAtBeforeValue = value ? lastAtBeforeValue : i;
        }
        i++;
      }
      searchedTo = i;
      if (lastAt < 0 && i == length && isCut()) {
        lastAt = length;
      }
    }
    return lastAt >= from ? lastAt : -1;
  }

  private static boolean isEnd(char c) {
    return c <= ' ' || c == '<' || c == '>' || isQuote(c);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '\\';
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }
}
