package dev.skein.http;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** URLs and queries: what is secret is not in what is shown, by a slow reader of URLs. */
public final class RedactorFuzz {
  private static final List<String> NAMES = List.of("sig", "token", "X-Amz-Signature");
  private static final Set<String> HARMLESS = Set.of("", "REDACTED");

  private RedactorFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String text = Input.text(data);
    Redactor some = new Redactor(NAMES);
    Redactor all = new Redactor(List.of("*"));
    for (Redactor redactor : List.of(some, all)) {
      query(redactor.query(text), redactor == all);
      Check.same(
          redactor.query(redactor.query(text)), redactor.query(text), "what is safe already");
      url(redactor, text, redactor == all);
      url(redactor, "https://user:secret@" + text, redactor == all);
      Check.allocates(32L * text.length() + 4_096, () -> redactor.url(text));
    }
    if (text.indexOf('=') < 0 && text.indexOf('@') < 0) {
      Check.that(some.url(text).equals(text), "what has no secret is shown", some.url(text));
    }
  }

  private static void url(Redactor redactor, String url, boolean everything) {
    String safe = redactor.url(url);
    int authority = safe.indexOf("://") < 0 ? 0 : safe.indexOf("://") + 3;
    String beforePath = safe.substring(authority).split("[/?#\\\\]", 2)[0];
    int at = beforePath.lastIndexOf('@');
    if (at >= 0 && url.startsWith("https://")) {
      Check.same(beforePath.substring(0, at), "REDACTED:REDACTED", "user and password");
    }
    int query = safe.indexOf('?');
    if (query >= 0) {
      query(safe.substring(query + 1), everything);
    }
    Check.same(redactor.url(safe), safe, "what is safe already");
  }

  /** Each parameter, by the rules of forms. */
  private static void query(String safe, boolean everything) {
    for (String parameter : safe.split("[&#]", -1)) {
      int equals = parameter.indexOf('=');
      if (equals >= 0 && (everything || NAMES.contains(decoded(parameter.substring(0, equals))))) {
        Check.that(
            HARMLESS.contains(parameter.substring(equals + 1)), "no value is shown", parameter);
      }
    }
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }
}
