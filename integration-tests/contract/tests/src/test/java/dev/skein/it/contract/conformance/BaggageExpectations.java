package dev.skein.it.contract.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.it.contract.conformance.Expectations.Expected;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What the table of Baggage says about calls. */
final class BaggageExpectations {
  /** A list of members as it has to be written, with properties and optional blanks. */
  private static final Pattern OCTETS = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e \\t]*");

  private BaggageExpectations() {}

  /** Exactly these members in this order; how chars are encoded does not count. */
  static Expectation baggage(String... members) {
    return entries(sent -> assertThat(sent).containsExactly(decoded(members)));
  }

  /** The members that are sent, without optional blanks and decoded. */
  static Expectation entries(Expected<List<String>> expected) {
    return exchange ->
        assertThat(exchange.calls())
            .allSatisfy(
                call ->
                    expected.of(
                        call.baggage().stream().map(BaggageExpectations::canonical).toList()));
  }

  /** The only value of a key, decoded. */
  static Expectation value(String key, String value) {
    return valueThat(key, sent -> assertThat(sent).isEqualTo(value));
  }

  /** The only value of a key, decoded, satisfies something. */
  static Expectation valueThat(String key, Expected<String> expected) {
    return exchange ->
        assertThat(exchange.calls())
            .allSatisfy(
                call -> {
                  List<String> values =
                      call.baggage().stream()
                          .filter(member -> key(member).equals(key))
                          .map(BaggageExpectations::value)
                          .toList();
                  assertThat(values).as("values of %s", key).hasSize(1);
                  expected.of(decode(values.get(0)));
                });
  }

  /** There is baggage, and nothing in it that would have to be encoded. */
  static Expectation octetsOnly() {
    return exchange ->
        assertThat(exchange.calls())
            .allSatisfy(
                call ->
                    assertThat(call.lines("baggage"))
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line.value()).matches(OCTETS)));
  }

  /** What is sent are some of these members, as they are and in this order. */
  static Expectation wholeMembersOf(String... members) {
    return entries(
        sent -> {
          List<String> all = Arrays.asList(members);
          assertThat(sent).isNotEmpty().isSubsetOf(all);
          assertThat(all.stream().filter(sent::contains).toList()).isEqualTo(sent);
        });
  }

  private static String[] decoded(String... members) {
    return Arrays.stream(members).map(BaggageExpectations::canonical).toArray(String[]::new);
  }

  private static String key(String member) {
    return member.substring(0, member.indexOf('=')).strip();
  }

  private static String value(String member) {
    int semicolon = member.indexOf(';');
    int end = semicolon < 0 ? member.length() : semicolon;
    return member.substring(member.indexOf('=') + 1, end).strip();
  }

  /** Without blanks around keys, values and properties; values decoded, as in the properties. */
  private static String canonical(String member) {
    StringBuilder text = new StringBuilder(key(member)).append('=').append(decode(value(member)));
    int semicolon = member.indexOf(';');
    if (semicolon >= 0) {
      for (String property : member.substring(semicolon + 1).split(";", -1)) {
        int equals = property.indexOf('=');
        text.append(';');
        text.append(
            equals < 0
                ? property.strip()
                : property.substring(0, equals).strip()
                    + "="
                    + decode(property.substring(equals + 1).strip()));
      }
    }
    return text.toString();
  }

  private static String decode(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AssertionError("'" + value + "' is not percent-encoded", e);
    }
  }
}
