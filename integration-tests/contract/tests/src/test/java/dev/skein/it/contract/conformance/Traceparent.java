package dev.skein.it.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code traceparent} of version 00 as it may be sent. Immutable.
 *
 * @param flags two hexadecimal digits
 */
record Traceparent(String traceId, String parentId, String flags) {
  private static final Pattern FORM =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

  static Traceparent parse(String value) {
    Matcher matcher = FORM.matcher(value);
    assertThat(matcher.matches()).as("'%s' is a traceparent of version 00", value).isTrue();
    Traceparent traceparent = new Traceparent(matcher.group(1), matcher.group(2), matcher.group(3));
    assertThat(traceparent.traceId).isNotEqualTo("0".repeat(32));
    assertThat(traceparent.parentId).isNotEqualTo("0".repeat(16));
    return traceparent;
  }

  boolean isSampled() {
    return (bits() & 1) != 0;
  }

  boolean isRandom() {
    return (bits() & 2) != 0;
  }

  private int bits() {
    return Integer.parseInt(flags, 16);
  }
}
