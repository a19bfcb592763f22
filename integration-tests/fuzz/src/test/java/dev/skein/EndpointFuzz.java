package dev.skein;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Endpoints: what may be a password is never shown and never kept. */
public final class EndpointFuzz {
  private EndpointFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String value = Input.text(data).strip();
    shown(value);
    List<String> problems = new ArrayList<>();
    OptionText text = new OptionText("LABEL", value, false, 0, "", problems);
    URI base = (URI) EndpointParser.base(text);
    URI full = (URI) EndpointParser.full(text);
    Check.same(full == null, base == null, "whether it is an endpoint in both ways");
    problems.forEach(Check::isPrintable);
    if (base == null || full == null) {
      return;
    }
    URI traces = EndpointParser.forTraces(base);
    for (URI uri : List.of(base, full, traces)) {
      Check.that(uri.getRawUserInfo() == null, "no user", uri);
      Check.that(uri.getRawFragment() == null, "no fragment", uri);
      Check.that(uri.getHost() != null, "a host", uri);
      Check.that(uri.getScheme().matches("(?i)https?"), "a scheme", uri);
    }
    Check.that(traces.getRawPath().endsWith("/v1/traces"), "the path", traces);
    Check.that(!full.getRawPath().isEmpty(), "the path", full);
  }

  /** Whatever stands before an at sign may be a password, wherever the sign is. */
  private static void shown(String value) {
    int at = value.lastIndexOf('@');
    int scheme = 0;
    while (scheme < at && isSchemeChar(value.charAt(scheme))) {
      scheme++;
    }
    boolean named = scheme > 0 && scheme + 3 <= at && value.startsWith("://", scheme);
    String safe =
        at < 0
            ? value
            : (named ? value.substring(0, scheme + 3) : "") + "***@" + value.substring(at + 1);
    String shown = EndpointParser.shown(value);
    Check.same(shown, safe.split("[?#]", 2)[0], "what is shown");
    Check.allocates(64L * value.length() + 8_192, () -> EndpointParser.shown(value));
  }

  private static boolean isSchemeChar(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '.' || c == '-');
  }
}
