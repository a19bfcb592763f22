package dev.skein.testkit.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Responses as they can be compared with those of another server of the same kind. */
final class Responses {
  private static final Pattern DATE = Pattern.compile("(?im)^date: .*$|(?<=[{ ])date=\\[[^]]*]");

  /** What a framework puts into its error pages, and the number of the error behind it. */
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-\\d+)?");

  /** Differs with the digits of such a number. */
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length: \\d+|(?<=[{ ])content-length=\\[\\d+]");

  private static final int SHOWN = 400;

  private Responses() {}

  /** Without what is another one each time. */
  static String normal(ServerOutcome outcome) {
    String text = outcome.isFailed() ? "failed" : outcome.response();
    Matcher numbered = UUID.matcher(text);
    if (numbered.find()) {
      text = LENGTH.matcher(numbered.replaceAll("a-uuid")).replaceAll("content-length: its own");
    }
    return DATE.matcher(text).replaceAll("date: now");
  }

  /** What differs; empty when nothing does. */
  static String difference(ServerOutcome unharmed, ServerOutcome other) {
    String expected = normal(unharmed);
    String found = normal(other);
    return expected.equals(found) ? "" : "not\n" + shown(expected) + "\nbut\n" + shown(found);
  }

  private static String shown(String response) {
    return response.length() <= SHOWN ? response : response.substring(0, SHOWN) + "...";
  }
}
