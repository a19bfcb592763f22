package dev.skein.viewer.http;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser is told to forbid to the page, so that what spans say can do nothing. */
final class SecurityHeaders {
  /** A script that stands in the page itself: the import map. */
  private static final Pattern INLINE_SCRIPT =
      Pattern.compile("<script(?![^>]*\\bsrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private final String policy;

  /** Allows the scripts that stand in a page, by their hashes, and those of this server. */
  SecurityHeaders(PageFile index) {
    StringBuilder scripts = new StringBuilder("'self'");
    Matcher matcher = INLINE_SCRIPT.matcher(new String(index.content(), StandardCharsets.UTF_8));
    while (matcher.find()) {
      byte[] hash = PageFile.sha256(matcher.group(1).getBytes(StandardCharsets.UTF_8));
      scripts.append(" 'sha256-").append(Base64.getEncoder().encodeToString(hash)).append('\'');
    }
    policy =
        "default-src 'none'; script-src "
            + scripts
            + "; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'"
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            + "; require-trusted-types-for 'script'; trusted-types lit-html";
  }

  /** Adds what belongs to every answer. */
  static void add(MultiMap headers) {
    headers
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer")
        .set("Cross-Origin-Resource-Policy", "same-origin")
        .set("Content-Security-Policy", NOTHING);
  }

  /** Adds what belongs to the page. */
  void addForPage(MultiMap headers) {
    headers.set("Content-Security-Policy", policy).set("Cross-Origin-Opener-Policy", "same-origin");
  }
}
