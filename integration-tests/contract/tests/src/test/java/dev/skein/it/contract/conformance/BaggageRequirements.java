package dev.skein.it.contract.conformance;

import static dev.skein.it.contract.conformance.BaggageExpectations.baggage;
import static dev.skein.it.contract.conformance.BaggageExpectations.entries;
import static dev.skein.it.contract.conformance.BaggageExpectations.octetsOnly;
import static dev.skein.it.contract.conformance.BaggageExpectations.value;
import static dev.skein.it.contract.conformance.BaggageExpectations.wholeMembersOf;
import static dev.skein.it.contract.conformance.Expectations.lines;
import static dev.skein.it.contract.conformance.Order.when;
import static dev.skein.it.contract.conformance.Requirement.must;
import static dev.skein.it.contract.conformance.Requirement.should;
import static dev.skein.it.contract.conformance.Sent.TRACEPARENT;
import static dev.skein.it.contract.conformance.Sent.flags;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.it.contract.support.PutBaggage;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every MUST and SHOULD of W3C Baggage (working draft of 18 June 2025) that messages can show. What
 * the application of the service puts into its baggage is said by {@link PutBaggage}.
 */
public final class BaggageRequirements {
  private static final String KEY_CHARS =
      "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final String VALUE_CHARS = "!#$&'()*+-./0123456789:<=>?@ABCXYZ[]^_`abcxyz{|}~";

  private static final List<Requirement> FORMAT =
      List.of(
          should(
              "sent-on",
              "overview",
              "it is passed on with every request that is sent",
              when(TRACEPARENT, Sent.baggage("a=1,b=2")).calls(3).then(baggage("a=1", "b=2"))),
          should(
              "sent-on-with-any-trace",
              "overview",
              "it is passed on with any trace, or none",
              when(Sent.baggage("a=1")).then(baggage("a=1")),
              when(flags("00"), Sent.baggage("a=1")).then(baggage("a=1")),
              when(Sent.baggage("a=1")).steered("record=no").then(baggage("a=1")),
              when(Sent.version("ff", ""), Sent.baggage("a=1")).then(baggage("a=1"))),
          must(
              "lines-joined",
              "baggage http header format",
              "several lines are one list, in their order",
              when(Sent.baggage("a=1,b=2"), Sent.baggage("c=3"), Sent.baggage("d=4;p"))
                  .then(baggage("a=1", "b=2", "c=3", "d=4;p")),
              when(Sent.baggage("z=1"), Sent.baggage(""), Sent.baggage("y=2"))
                  .then(baggage("z=1", "y=2"))),
          must(
              "name-any-case",
              "header name",
              "the name is taken in any case of its letters",
              when("BAGGAGE: a=1").then(baggage("a=1")),
              when("Baggage: a=1").then(baggage("a=1"))),
          should(
              "name-lowercase",
              "header name",
              "the name is sent in lowercase",
              when(Sent.baggage("a=1"))
                  .then(lines("baggage", TraceparentRequirements.Names.are("baggage"))),
              when(put("a", "1"))
                  .then(lines("baggage", TraceparentRequirements.Names.are("baggage")))),
          must(
              "basic-latin",
              "header encoding",
              "only chars of the Basic Latin block are sent",
              when(put("a", "Am\u00e9lie \u65e5\u672c \ud83d\ude00")).then(octetsOnly())),
          should(
              "duplicates-order",
              "baggage-string",
              "the order of members with the same key is preserved",
              when(Sent.baggage("a=1,b=2,a=3"), put("c", "4"))
                  .then(baggage("a=1", "b=2", "a=3", "c=4")),
              when(Sent.baggage("a=3,b=2,a=1")).then(baggage("a=3", "b=2", "a=1"))),
          should(
              "no-duplicate-made",
              "baggage-string",
              "no second member with the same key is produced",
              when(Sent.baggage("a=1,b=2"), put("a", "3"))
                  .then(entries(sent -> assertThat(sent).containsOnly("b=2", "a=3")))),
          must(
              "key-token",
              "key",
              "it is any token",
              when(Sent.baggage(KEY_CHARS + "=1")).then(baggage(KEY_CHARS + "=1")),
              when(put(KEY_CHARS, "1")).then(baggage(KEY_CHARS + "=1"))),
          must(
              "key-case",
              "key",
              "its case counts",
              when(Sent.baggage("key=1,KEY=2"), put("seen", "{KEY}"))
                  .then(baggage("key=1", "KEY=2", "seen=2")),
              when(Sent.baggage("key=1"), put("KEY", "2")).then(baggage("key=1", "KEY=2"))),
          must(
              "key-not-decoded",
              "key",
              "it is not decoded",
              when(Sent.baggage("k%41=1,kA=2"), put("seen", "{kA}"))
                  .then(baggage("k%41=1", "kA=2", "seen=2"))),
          must(
              "key-blanks",
              "key",
              "blanks around it are no part of it",
              when(Sent.baggage("a=0,\t key \t=1,z=2"), put("seen", "{key}"))
                  .then(value("seen", "1"))),
          must(
              "value-encoded",
              "value",
              "code points that are no baggage-octet are percent-encoded",
              when(put("a", "DF 28")).then(baggage("a=DF%2028")),
              when(put("a", "\"quoted\", both; back\\slash"))
                  .then(octetsOnly(), value("a", "\"quoted\", both; back\\slash")),
              when(put("a", "line\r\nnext\tcell\u0000\u007f"))
                  .then(octetsOnly(), value("a", "line\r\nnext\tcell\u0000\u007f")),
              when(put("a", "Am\u00e9lie")).then(baggage("a=Am%C3%A9lie")),
              when(put("a", "\u65e5\u672c \ud83d\ude00"))
                  .then(octetsOnly(), value("a", "\u65e5\u672c \ud83d\ude00"))),
          must(
              "percent-encoded",
              "value",
              "the percent sign is percent-encoded",
              when(put("a", "100%")).then(baggage("a=100%25")),
              when(put("a", "%41")).then(baggage("a=%2541"))),
          must(
              "value-octets",
              "value",
              "all baggage-octets are passed on",
              when(Sent.baggage("a=" + VALUE_CHARS)).then(value("a", VALUE_CHARS)),
              when(put("a", VALUE_CHARS)).then(value("a", VALUE_CHARS))),
          must(
              "value-same-text",
              "value",
              "what is percent-encoded stays the same text",
              when(Sent.baggage("a=DF%2028%2C%3B%5C%22%25"))
                  .then(octetsOnly(), value("a", "DF 28,;\\\"%")),
              when(Sent.baggage("a=%41%c3%a9")).then(value("a", "A\u00e9"))),
          must(
              "value-decoded",
              "value",
              "the application reads it decoded",
              when(Sent.baggage("a=DF%2028%2C%25%41"), put("seen", "{a}"))
                  .then(value("seen", "DF 28,%A")),
              when(Sent.baggage("a=Am%C3%A9lie"), put("seen", "{a}"))
                  .then(value("seen", "Am\u00e9lie"))),
          must(
              "value-not-utf8",
              "value",
              "octets that are no UTF-8 are read as U+FFFD",
              replaced("%FF"),
              replaced("%C3"),
              replaced("%E2%82"),
              replaced("%C0%AF"),
              replaced("%ED%A0%80"),
              replaced("%F5%80%80%80")),
          must(
              "value-equals-signs",
              "value",
              "equals signs are part of it",
              when(Sent.baggage("a=b=c==,d==1"), put("seen", "{a}"))
                  .then(value("a", "b=c=="), value("d", "=1"), value("seen", "b=c=="))),
          must(
              "value-empty",
              "value",
              "it may be empty",
              when(Sent.baggage("a=,b=2")).then(baggage("a=", "b=2")),
              when(put("a", "")).then(baggage("a="))),
          must(
              "value-blanks",
              "value",
              "blanks around it are no part of it",
              when(Sent.baggage("a = \t 1\t ,b=2"), put("seen", "{a}"))
                  .then(value("a", "1"), value("seen", "1"))),
          must(
              "properties-sent-on",
              "property",
              "properties are passed on with their member",
              when(Sent.baggage("a=1;p;k=v;p,b=2;q=r=s")).then(baggage("a=1;p;k=v;p", "b=2;q=r=s")),
              when(Sent.baggage("a=1;p=%C3%A9%2C;q"), put("b", "2"))
                  .then(baggage("a=1;p=%C3%A9%2C;q", "b=2"))),
          must(
              "property-blanks",
              "property",
              "blanks around its key and value are no part of them",
              when(Sent.baggage("a=1 ; \t k = \tv ; p\t,b=2"))
                  .then(entries(sent -> assertThat(sent).containsExactly("a=1;k=v;p", "b=2")))),
          must(
              "property-encoded",
              "property",
              "code points in its value that are no baggage-octet are percent-encoded",
              when(put("a", "1") + ";" + encode("k=Am\u00e9lie"))
                  .then(octetsOnly(), baggage("a=1;k=Am%C3%A9lie")),
              when(put("a", "1") + ";" + encode("k=\"x\",\\"))
                  .then(octetsOnly(), baggage("a=1;k=%22x%22%2C%5C"))));

  private static final List<Requirement> LIMITS_AND_MUTATIONS =
      List.of(
          must(
              "64-members",
              "limits",
              "64 members are propagated",
              when(Sent.baggage(String.join(",", members(64, 8)))).then(baggage(members(64, 8))),
              when(Sent.baggage(String.join(", ", members(63, 8))), put("key9", "1"))
                  .then(baggage(plus(members(63, 8), "key9=1")))),
          must(
              "8192-bytes",
              "limits",
              "8192 bytes are propagated",
              when(Sent.baggage("a=" + "v".repeat(8_190))).then(baggage("a=" + "v".repeat(8_190))),
              when(Sent.baggage("a=" + "v".repeat(8_181)), put("key9", "123"))
                  .then(baggage("a=" + "v".repeat(8_181), "key9=123"))),
          must(
              "64-members-8192-bytes",
              "limits",
              "64 members with 8192 bytes are propagated",
              when(Sent.baggage(String.join(",", full()))).then(baggage(full()))),
          must(
              "limits-of-all-lines",
              "limits",
              "they are those of all lines together",
              when(Arrays.stream(members(64, 8)).map(Sent::baggage).toArray(String[]::new))
                  .then(baggage(members(64, 8))),
              when(
                      Sent.baggage(String.join(",", Arrays.copyOf(full(), 40))),
                      Sent.baggage(String.join(",", Arrays.copyOfRange(full(), 40, 64))))
                  .then(baggage(full()))),
          must(
              "whole-members",
              "limits",
              "beyond them, whole members go",
              when(Sent.baggage(String.join(",", members(80, 8))))
                  .then(wholeMembersOf(members(80, 8))),
              when(Sent.baggage(String.join(",", members(50, 200))))
                  .then(wholeMembersOf(members(50, 200))),
              when(Sent.baggage(String.join(",", full())), put("one", "more"))
                  .then(wholeMembersOf(plus(full(), "one=more"))),
              when(Sent.baggage("a=1"), put("long", "v".repeat(8_190)))
                  .then(wholeMembersOf("a=1", "long=" + "v".repeat(8_190)))),
          should(
              "as-much-as-fits",
              "limits",
              "beyond them, as much as fits is propagated",
              when(Sent.baggage(String.join(",", members(80, 8))))
                  .then(entries(sent -> assertThat(sent).hasSizeGreaterThanOrEqualTo(64))),
              when(Sent.baggage(String.join(",", members(50, 200))))
                  .then(entries(sent -> assertThat(sent).hasSizeGreaterThanOrEqualTo(40)))),
          should(
              "changed-sent-on",
              "mutating baggage",
              "it is passed on when it is changed",
              when(Sent.baggage("a=1,b=2;p"), put("c", "3")).then(baggage("a=1", "b=2;p", "c=3")),
              when(Sent.baggage("a=1,b=2;p,c=3"), put("a", "4"))
                  .then(entries(sent -> assertThat(sent).containsOnly("b=2;p", "c=3", "a=4")))));

  /** In the order of the specification. */
  public static final List<Requirement> ALL =
      Stream.concat(FORMAT.stream(), LIMITS_AND_MUTATIONS.stream()).toList();

  private BaggageRequirements() {}

  private static Case replaced(String octets) {
    return when(Sent.baggage("a=x" + octets + "y"), put("seen", "{a}"))
        .then(
            BaggageExpectations.valueThat("seen", value -> assertThat(value).matches("x\ufffd+y")));
  }

  /** What the application puts in, as a line of the head. */
  private static String put(String name, String value) {
    String encoded = value.startsWith("{") ? value : encode(value);
    return PutBaggage.HEADER + ": " + name + "=" + encoded;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String[] members(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i -> "k" + (10 + i) + "=")
        .map(key -> key + "v".repeat(length - key.length()))
        .toArray(String[]::new);
  }

  /** 64 members that, joined, have 8192 bytes. */
  private static String[] full() {
    String[] members = members(64, 127);
    members[63] += "z";
    return members;
  }

  private static String[] plus(String[] members, String last) {
    return Stream.concat(Arrays.stream(members), Stream.of(last)).toArray(String[]::new);
  }
}
