package dev.skein.it.contract.conformance;

import static dev.skein.it.contract.conformance.Expectations.continues;
import static dev.skein.it.contract.conformance.Expectations.lines;
import static dev.skein.it.contract.conformance.Expectations.members;
import static dev.skein.it.contract.conformance.Expectations.restarts;
import static dev.skein.it.contract.conformance.Expectations.tracestate;
import static dev.skein.it.contract.conformance.Expectations.truncated;
import static dev.skein.it.contract.conformance.Order.when;
import static dev.skein.it.contract.conformance.Requirement.must;
import static dev.skein.it.contract.conformance.Requirement.should;
import static dev.skein.it.contract.conformance.Sent.TRACE;
import static dev.skein.it.contract.conformance.Sent.TRACEPARENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.it.contract.support.PutBaggage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Of the {@code tracestate} header. */
final class TracestateRequirements {
  /** All that a value may consist of. */
  private static final String ALL_VALUE_CHARS =
      chars(0x20, 0x2b) + chars(0x2d, 0x3c) + chars(0x3e, 0x7e);

  private static final String ALL_KEY_CHARS = chars('a', 'z') + chars('0', '9') + "_-*/@";

  static final List<Requirement> ALL =
      List.of(
          must(
              "tracestate-needs-traceparent",
              "tracestate header",
              "it is not looked at when the traceparent is not valid",
              when(Sent.version("ff", ""), Sent.tracestate("rojo=1")).then(restarts()),
              when(Sent.flags("0"), Sent.tracestate("rojo=1")).then(restarts()),
              when(TRACEPARENT, TRACEPARENT, Sent.tracestate("rojo=1")).then(restarts())),
          must(
              "tracestate-bad-traceparent-good",
              "tracestate header",
              "one that is not valid does not touch the traceparent",
              state("=").then(continues(TRACE, "03")),
              state("ROJO=1").then(continues(TRACE, "03")),
              state("rojo").then(continues(TRACE, "03")),
              state("rojo=1;congo=2,\u00fc=3").then(continues(TRACE, "03"))),
          must(
              "tracestate-no-application-data",
              "tracestate header",
              "what the application passes on is not in it",
              when(TRACEPARENT, Sent.baggage("customer=7"), PutBaggage.HEADER + ": shop=2")
                  .then(tracestate())),
          must(
              "tracestate-name-any-case",
              "tracestate header name",
              "the name is taken in any case of its letters",
              when(TRACEPARENT, "TRACESTATE: rojo=1").then(tracestate("rojo=1")),
              when(TRACEPARENT, "TraceState: rojo=1").then(tracestate("rojo=1")),
              when(TRACEPARENT, "tRaCeStAtE: rojo=1").then(tracestate("rojo=1"))),
          must(
              "tracestate-name-one-word",
              "tracestate header name",
              "the name is one word: others are not it",
              when(TRACEPARENT, "trace-state: rojo=1").then(tracestate()),
              when(TRACEPARENT, "trace.state: rojo=1").then(tracestate()),
              when(TRACEPARENT, "x-tracestate: rojo=1").then(tracestate())),
          should(
              "tracestate-name-lowercase",
              "tracestate header name",
              "the name is sent in lowercase",
              state("rojo=1")
                  .then(lines("tracestate", TraceparentRequirements.Names.are("tracestate")))),
          must(
              "tracestate-lines-joined",
              "tracestate header field values",
              "several lines are one list, in their order",
              state("a=1,b=2", "c=3,d=4", "e=5")
                  .then(tracestate("a=1", "b=2", "c=3", "d=4", "e=5")),
              state("z=1", "y=2", "x=3").then(tracestate("z=1", "y=2", "x=3")),
              when(Sent.tracestate("a=1"), TRACEPARENT, "TraceState: b=2")
                  .then(tracestate("a=1", "b=2"))),
          should(
              "tracestate-one-line",
              "tracestate header field values",
              "one line is sent",
              state("a=1", "b=2", "c=3")
                  .then(lines("tracestate", sent -> assertThat(sent).hasSize(1)))),
          should(
              "tracestate-blanks-sent",
              "tracestate header field values",
              "no blanks are sent but single spaces",
              state("a=1 \t , \t b=2", "\tc=3")
                  .then(
                      lines(
                          "tracestate",
                          sent ->
                              assertThat(sent)
                                  .allSatisfy(
                                      line ->
                                          assertThat(line.value())
                                              .doesNotContain("\t")
                                              .doesNotContain("  ")
                                              .doesNotContain(" ,"))))),
          must(
              "tracestate-blanks",
              "tracestate header field values",
              "blanks around members are no part of them",
              state("a=1 \t , \t b=2, \t c=3").then(tracestate("a=1", "b=2", "c=3")),
              state(" \ta=1\t ").then(tracestate("a=1"))),
          must(
              "tracestate-32-members",
              "tracestate header field values",
              "32 members are a list",
              state(String.join(",", numbered(32))).then(tracestate(numbered(32))),
              state(numbered(32)).then(tracestate(numbered(32))),
              state("," + String.join(", ,", numbered(32)) + ",").then(tracestate(numbered(32)))),
          must(
              "tracestate-33-members",
              "tracestate header field values",
              "33 members are no list",
              state(String.join(",", numbered(33))).then(continues(TRACE, "03"), tracestate()),
              state(numbered(33)).then(continues(TRACE, "03"), tracestate())),
          must(
              "tracestate-empty-members",
              "tracestate header field values",
              "an empty header and empty members are taken",
              state("").then(continues(TRACE, "03")),
              state("", "a=1").then(continues(TRACE, "03"), tracestate("a=1")),
              state("a=1", "").then(continues(TRACE, "03"), tracestate("a=1")),
              state("a=1,,b=2, \t ,c=3,").then(tracestate("a=1", "b=2", "c=3"))),
          should(
              "tracestate-empty-sent",
              "tracestate header field values",
              "an empty header is not sent",
              state("").then(tracestate()),
              state(" , ,").then(tracestate()),
              when().then(tracestate())),
          must(
              "tracestate-key",
              "tracestate key",
              "it begins with a lowercase letter or a digit, and has up to 256 chars",
              passes("a=1"),
              passes("0a=1"),
              passes("k" + ALL_KEY_CHARS + "=1"),
              passes("0" + ALL_KEY_CHARS + "=1"),
              passes("foo@=1", "foo@@bar=1", "foo@bar@baz=1"),
              passes("z".repeat(256) + "=1"),
              passes("t".repeat(241) + "@" + "v".repeat(14) + "=1", "t@" + "v".repeat(15) + "=1")),
          must(
              "tracestate-key-bad",
              "tracestate key",
              "a list with any other is no list",
              drops("@foo=1"),
              drops("_foo=1"),
              drops("FOO=1"),
              drops("foo =1"),
              drops("foo.bar=1"),
              drops("f\u00fc=1"),
              drops("=1"),
              drops("z".repeat(257) + "=1")),
          must(
              "tracestate-value",
              "tracestate value",
              "it has up to 256 printable chars",
              passes("a=" + ALL_VALUE_CHARS),
              passes("a=" + "v".repeat(256))),
          must(
              "tracestate-value-bad",
              "tracestate value",
              "a list with any other is no list",
              drops("a=" + "v".repeat(257)),
              drops("a=b=c"),
              drops("a="),
              drops("a"),
              drops("a=\u00fc")),
          must(
              "tracestate-value-leading-spaces",
              "tracestate value",
              "spaces at its beginning are preserved",
              passes("a=  1"),
              passes("a= 1 2", "b=   x")),
          must(
              "tracestate-value-trailing-blanks",
              "tracestate value",
              "blanks at its end are no part of it",
              state("a=1  ,b=2 \t").then(tracestate("a=1", "b=2"))),
          must(
              "tracestate-key-once",
              "combined header value",
              "there is one member for each key",
              state("a=1,b=2,a=3").then(onePerKey("a", "b")),
              state("a=1", "b=2", "a=1").then(onePerKey("a", "b"))),
          should(
              "tracestate-512",
              "tracestate limits",
              "512 chars are propagated",
              passes(ofLength(512, 2)),
              passes(ofLength(512, 8)),
              passes(ofLength(512, 32)),
              state(ofLength(512, 8)).then(tracestate(ofLength(512, 8)))),
          must(
              "tracestate-whole-members",
              "tracestate limits",
              "what is left of a list that is too long are whole members",
              state(String.join(",", ofLength(8_000, 32)))
                  .then(members(sent -> assertThat(sent).isSubsetOf(ofLength(8_000, 32)))),
              state(String.join(",", ofLength(3_000, 32)))
                  .then(
                      members(
                          sent -> assertThat(sent).isNotEmpty().isSubsetOf(ofLength(3_000, 32))))),
          should(
              "tracestate-truncation",
              "tracestate limits",
              "of a list that is too long, members above 128 chars go first, then those at the end",
              tooLong(ofLength(3_900, 32)),
              tooLong(mixed(200, 30, 250, 50)),
              tooLong(mixed(129, 120, 200, 128))),
          must(
              "tracestate-future-version",
              "versioning of tracestate",
              "of a higher version, it is read",
              when(Sent.version("cc", "-x"), Sent.tracestate("a=1, b=2"))
                  .then(tracestate("a=1", "b=2"))));

  private TracestateRequirements() {}

  private static Order state(String... lines) {
    List<String> head = new ArrayList<>(List.of(TRACEPARENT));
    for (String line : lines) {
      head.add(Sent.tracestate(line));
    }
    return new Order("", head, 1, 1);
  }

  /** The members are sent on as they came. */
  private static Case passes(String... members) {
    return state(String.join(",", members)).then(continues(TRACE, "03"), tracestate(members));
  }

  /** Not even a good member beside it is sent on. */
  private static Case drops(String member) {
    return state("good=1," + member).then(continues(TRACE, "03"), tracestate());
  }

  private static Case tooLong(String... members) {
    return state(String.join(",", members)).then(truncated(members));
  }

  private static Expectation onePerKey(String... keys) {
    return members(
        sent ->
            assertThat(sent.stream().map(member -> member.substring(0, member.indexOf('='))))
                .containsExactlyInAnyOrder(keys));
  }

  private static String[] numbered(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "key" + i + "=" + i)
        .toArray(String[]::new);
  }

  /** Members of nearly the same length that, joined, have exactly so many chars. */
  private static String[] ofLength(int length, int count) {
    int each = (length - (count - 1)) / count;
    String[] members = new String[count];
    Arrays.setAll(members, i -> member(i, each));
    int rest = length - String.join(",", members).length();
    members[count - 1] += "z".repeat(rest);
    return members;
  }

  /** Three times members of these lengths, one after the other. */
  private static String[] mixed(int... lengths) {
    return IntStream.range(0, 3 * lengths.length)
        .mapToObj(i -> member(i, lengths[i % lengths.length]))
        .toArray(String[]::new);
  }

  private static String member(int number, int length) {
    String key = "k" + number + "=";
    return key + "v".repeat(length - key.length());
  }

  private static String chars(int first, int last) {
    StringBuilder chars = new StringBuilder();
    for (int next = first; next <= last; next++) {
      chars.append((char) next);
    }
    return chars.toString();
  }
}
