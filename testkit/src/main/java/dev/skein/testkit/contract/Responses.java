package dev.skein.testkit.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Responses as they can be compared with those of another server of the same kind. */
final class Responses {
  /** A moment, in whichever header: the date of the response, or when it expires. */
  private static final Pattern DATE =
      Pattern.compile("[A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");

  /** What a framework puts into its error pages, and the number of the error behind it. */
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-\\d+)?");

  private static final Pattern LENGTH = Pattern.compile("(?i)(content-length(: |=\\[))\\d+");

  private static final int SHOWN = 400;

  private Responses() {}

  /** Without what is another one each time. */
  static String normal(ServerOutcome outcome) {
    if (outcome.isFailed()) {
      return "failed";
    }
    Matcher uuid = UUID.matcher(outcome.response());
    String text = uuid.replaceAll("a-uuid");
    // the number of an error has more digits than the one before
    String lengths = uuid.reset().find() ? LENGTH.matcher(text).replaceAll("$1some") : text;
    return DATE.matcher(lengths).replaceAll("a date");
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
