package dev.skein.http;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import java.net.URI;
import java.net.URISyntaxException;

/** Host and port, of a header, of a URL and of a proxy's node, against {@link URI}. */
public final class AuthorityFuzz {
  private static final int DEFAULT_PORT = 7;

  private AuthorityFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    check(Input.text(data));
    check(Input.latin1(data));
  }

  private static void check(String text) {
    Authority parsed = Authority.parse(text, 0, text.length());
    isHost(parsed == null ? null : parsed.host());
    isHost(Authority.host(text));
    isHost(RequestHeaders.address(text));
    int schemeEnd = Authority.schemeEnd(text);
    Check.same(
        schemeEnd >= 0,
        text.matches("(?s)[A-Za-z][A-Za-z0-9+.\\-]{0,30}://.*"),
        "whether a URL has a scheme");
    if (parsed != null) {
      int port = parsed.portOr(DEFAULT_PORT);
      Check.that(port >= 0 && port <= 65_535, "a port is a port", port);
      Check.that(text.contains(parsed.host()), "the host is in the text", parsed.host());
    }
    compare(text, parsed);
    Check.allocates(2_048, () -> Authority.parse(text, 0, text.length()));
  }

  private static void isHost(String host) {
    if (host != null) {
      Check.that(!host.isEmpty() && host.length() <= 255, "a host has a length", host);
      Check.that(
          host.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-._~%:".indexOf(c) >= 0),
          "a host has no other chars",
          host);
    }
  }

  /** Where Java knows host and port, so do we, and the same ones. */
  private static void compare(String text, Authority parsed) {
    URI uri;
    try {
      uri = new URI("http://" + text + "/");
    } catch (URISyntaxException e) {
      return;
    }
    String host = uri.getHost();
    if (host == null || !text.equals(uri.getRawAuthority()) || host.length() > 200) {
      return;
    }
    Check.that(parsed != null, "what Java reads is read", text);
    Check.same("[" + parsed.host() + "]", host.startsWith("[") ? host : "[" + host + "]", "host");
    if (uri.getPort() <= 65_535) {
      int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
      Check.same(parsed.portOr(DEFAULT_PORT), port, "the port");
    }
  }
}
