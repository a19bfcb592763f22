package dev.skein.it.contract.conformance;

import static dev.skein.it.contract.conformance.Expectations.allAlike;
import static dev.skein.it.contract.conformance.Expectations.allBitsVary;
import static dev.skein.it.contract.conformance.Expectations.allDifferent;
import static dev.skein.it.contract.conformance.Expectations.continues;
import static dev.skein.it.contract.conformance.Expectations.lines;
import static dev.skein.it.contract.conformance.Expectations.restarts;
import static dev.skein.it.contract.conformance.Expectations.traceparent;
import static dev.skein.it.contract.conformance.Expectations.tracestate;
import static dev.skein.it.contract.conformance.Order.when;
import static dev.skein.it.contract.conformance.Requirement.must;
import static dev.skein.it.contract.conformance.Requirement.should;
import static dev.skein.it.contract.conformance.Sent.PARENT;
import static dev.skein.it.contract.conformance.Sent.TRACE;
import static dev.skein.it.contract.conformance.Sent.TRACEPARENT;
import static dev.skein.it.contract.conformance.Sent.flags;
import static dev.skein.it.contract.conformance.Sent.version;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Of the {@code traceparent} header. */
final class TraceparentRequirements {
  private static final String ZEROS = "0".repeat(32);
  private static final String STATE = Sent.tracestate("rojo=1");
  private static final String UPPER_TRACE = TRACE.toUpperCase(Locale.ROOT);
  private static final String UPPER_PARENT = PARENT.toUpperCase(Locale.ROOT);

  static final List<Requirement> ALL =
      List.of(
          must(
              "traceparent-name-any-case",
              "traceparent header name",
              "the name is taken in any case of its letters",
              when("TRACEPARENT: " + value("03")).then(continues(TRACE, "03")),
              when("TraceParent: " + value("03")).then(continues(TRACE, "03")),
              when("tRaCePaReNt: " + value("03")).then(continues(TRACE, "03"))),
          must(
              "traceparent-name-one-word",
              "traceparent header name",
              "the name is one word: others are not it",
              restart("trace-parent: " + value("03"), "trace.parent: " + value("03")),
              restart("trace_parent: " + value("03"), "x-traceparent: " + value("03"))),
          should(
              "traceparent-name-lowercase",
              "traceparent header name",
              "the name is sent in lowercase",
              when(TRACEPARENT).then(lines("traceparent", Names.are("traceparent"))),
              when().then(lines("traceparent", Names.are("traceparent")))),
          must(
              "traceparent-form",
              "traceparent header field values",
              "one line is sent, with version, trace-id, parent-id and flags in lowercase digits",
              when(TRACEPARENT).then(traceparent(sent -> {})),
              when().then(traceparent(sent -> {})),
              when(flags("ff")).then(traceparent(sent -> {}))),
          must(
              "traceparent-blanks",
              "traceparent header field values",
              "blanks around the value are no part of it",
              when("traceparent: \t " + value("03") + " \t").then(continues(TRACE, "03")),
              when("traceparent:" + value("03")).then(continues(TRACE, "03"))),
          must(
              "traceparent-twice",
              "traceparent header field values",
              "two lines are no value",
              restart(TRACEPARENT, flags("01")),
              restart(TRACEPARENT, TRACEPARENT),
              restart(TRACEPARENT, "traceparent: "),
              restart(Sent.traceparent(value("01") + "," + value("01")))),
          must("version-ff", "version", "ff is not valid", restart(version("ff", ""), STATE)),
          must(
              "version-00-longer",
              "version-format",
              "nothing follows the flags of version 00",
              restart(version("00", "."), STATE),
              restart(version("00", "-"), STATE),
              restart(version("00", "-what-the-future-will-be-like"), STATE)),
          must(
              "trace-id-zeros",
              "trace-id",
              "a traceparent with a trace-id of zeros is ignored",
              restart(Sent.traceparent(ZEROS, PARENT, "01"), STATE)),
          must(
              "trace-id-chars",
              "trace-id",
              "a traceparent with other chars than lowercase digits in the trace-id is ignored",
              restart(Sent.traceparent("." + TRACE.substring(1), PARENT, "01"), STATE),
              restart(Sent.traceparent(TRACE.substring(1) + ".", PARENT, "01"), STATE),
              restart(Sent.traceparent(TRACE.substring(1) + "g", PARENT, "01"), STATE),
              restart(Sent.traceparent(UPPER_TRACE, PARENT, "01"), STATE)),
          must(
              "trace-id-length",
              "trace-id",
              "a traceparent with a trace-id of another length is ignored",
              restart(Sent.traceparent(TRACE + "1", PARENT, "01"), STATE),
              restart(Sent.traceparent(TRACE.substring(1), PARENT, "01"), STATE),
              restart(Sent.traceparent(TRACE.substring(16), PARENT, "01"), STATE)),
          should(
              "trace-id-unique",
              "trace-id",
              "a new one is like no other",
              when().requests(64).then(allDifferent(Traceparent::traceId))),
          should(
              "trace-id-random-56",
              "trace-id",
              "the right-most 7 bytes of a new one are random",
              when().requests(64).then(allBitsVary(Traceparent::traceId, 56))),
          should(
              "trace-id-random-128",
              "trace-id",
              "all bytes of a new one are random, so that it says nothing about anybody",
              when().requests(64).then(allBitsVary(Traceparent::traceId, 128))),
          should(
              "trace-id-padded",
              "trace-id",
              "one of a shorter identifier, with zeros to its left, is continued",
              when(Sent.traceparent("0".repeat(16) + TRACE.substring(16), PARENT, "01"))
                  .then(continues("0".repeat(16) + TRACE.substring(16), "01"))),
          must(
              "parent-id-zeros",
              "parent-id",
              "a traceparent with a parent-id of zeros is ignored",
              restart(Sent.traceparent(TRACE, "0".repeat(16), "01"), STATE)),
          must(
              "parent-id-chars",
              "parent-id",
              "a traceparent with other chars than lowercase digits in the parent-id is ignored",
              restart(Sent.traceparent(TRACE, "." + PARENT.substring(1), "01"), STATE),
              restart(Sent.traceparent(TRACE, PARENT.substring(1) + ".", "01"), STATE),
              restart(Sent.traceparent(TRACE, PARENT.substring(1) + "g", "01"), STATE),
              restart(Sent.traceparent(TRACE, UPPER_PARENT, "01"), STATE)),
          must(
              "parent-id-length",
              "parent-id",
              "a traceparent with a parent-id of another length is ignored",
              restart(Sent.traceparent(TRACE, PARENT + "1", "01"), STATE),
              restart(Sent.traceparent(TRACE, PARENT.substring(1), "01"), STATE)),
          should(
              "parent-id-random",
              "parent-id",
              "it is random, and like no other in the trace",
              when(TRACEPARENT)
                  .calls(64)
                  .then(
                      allAlike(Traceparent::traceId),
                      allDifferent(Traceparent::parentId),
                      allBitsVary(Traceparent::parentId, 64))),
          must(
              "flags-form",
              "trace-flags",
              "a traceparent with flags that are not two lowercase digits is ignored",
              restart(flags(".0"), STATE),
              restart(flags("0."), STATE),
              restart(flags("0A"), STATE),
              restart(flags("1"), STATE),
              restart(flags("001"), STATE),
              restart(flags(""), STATE)),
          must(
              "flags-bits",
              "trace-flags",
              "they are bits: each is looked at by itself",
              when(flags("01")).then(continues(TRACE, "01")),
              when(flags("fd")).then(continues(TRACE, "01")),
              when(flags("fe")).then(continues(TRACE, "02")),
              when(flags("fc")).then(continues(TRACE, "00"))),
          should(
              "sampled-reflected",
              "sampled flag",
              "a decision to record or not is reflected",
              when(flags("01")).steered("record=no").then(continues(TRACE, "00")),
              when(flags("00")).steered("record=yes").then(continues(TRACE, "01")),
              when()
                  .steered("record=no")
                  .then(traceparent(sent -> assertThat(sent.isSampled()).isFalse())),
              when()
                  .steered("record=yes")
                  .then(traceparent(sent -> assertThat(sent.isSampled()).isTrue()))),
          should(
              "sampled-respected",
              "sampled flag",
              "the caller's decision is respected",
              when(flags("01")).then(continues(TRACE, "01")),
              when(flags("03")).then(continues(TRACE, "03")),
              when(flags("00")).then(continues(TRACE, "00")),
              when(flags("02")).then(continues(TRACE, "02"))),
          must(
              "random-flag-true",
              "random trace id flag",
              "a new trace-id that has it set is random in its right-most 7 bytes",
              when()
                  .requests(64)
                  .then(allAlike(Traceparent::flags), allBitsVary(Traceparent::traceId, 56)),
              restart(version("ff", ""))),
          should(
              "random-flag-set",
              "random trace id flag",
              "it is set for a new trace-id",
              when().then(traceparent(sent -> assertThat(sent.isRandom()).isTrue())),
              when()
                  .steered("record=no")
                  .then(traceparent(sent -> assertThat(sent.isRandom()).isTrue())),
              when(version("ff", ""))
                  .then(traceparent(sent -> assertThat(sent.isRandom()).isTrue()))),
          must(
              "random-flag-stays",
              "random trace id flag",
              "when it is set, it stays so",
              when(flags("02")).calls(2).then(continues(TRACE, "02")),
              when(flags("03")).calls(2).then(continues(TRACE, "03")),
              when(flags("03")).steered("record=no").then(continues(TRACE, "02"))),
          must(
              "random-flag-stays-off",
              "random trace id flag",
              "when it is not set, it stays so",
              when(flags("00")).calls(2).then(continues(TRACE, "00")),
              when(flags("01")).calls(2).then(continues(TRACE, "01")),
              when(flags("00")).steered("record=yes").then(continues(TRACE, "01"))),
          must(
              "other-flags-zero",
              "other flags",
              "they are zero when sent",
              when(flags("ff")).then(continues(TRACE, "03")),
              when(flags("05")).then(continues(TRACE, "01")),
              when(Sent.traceparent("01-" + TRACE + "-" + PARENT + "-ff"))
                  .then(continues(TRACE, "03"))),
          must(
              "version-form",
              "versioning of traceparent",
              "a version that is not two digits and a dash restarts the trace",
              restart(version(".0", ""), STATE),
              restart(version("0.", ""), STATE),
              restart(version("0", ""), STATE),
              restart(version("000", ""), STATE),
              restart(version("CC", ""), STATE),
              restart(Sent.traceparent("00" + TRACE + "-" + PARENT + "-01"), STATE),
              restart(Sent.traceparent(""), STATE)),
          should(
              "future-version-used",
              "versioning of traceparent",
              "of a higher version, the fields known today are used",
              when(version("01", "")).then(continues(TRACE, "01")),
              when(version("cc", "")).then(continues(TRACE, "01")),
              when(version("fe", "-")).then(continues(TRACE, "01")),
              when(version("cc", "-what-the-future-will-be-like")).then(continues(TRACE, "01"))),
          must(
              "future-version-long",
              "versioning of traceparent",
              "of a higher version, only a prohibitively long value is refused",
              when(version("cc", "-" + "f".repeat(445))).then(continues(TRACE, "01"))),
          must(
              "future-version-short",
              "versioning of traceparent",
              "of a higher version, fewer than 55 chars restart the trace",
              restart(Sent.traceparent("cc-" + TRACE + "-" + PARENT + "-0"), STATE),
              restart(Sent.traceparent("cc-" + TRACE + "-" + PARENT), STATE),
              restart(Sent.traceparent("cc-" + TRACE), STATE)),
          must(
              "future-version-trace-id",
              "versioning of traceparent",
              "of a higher version, the trace-id is 32 digits and a dash",
              restart(Sent.traceparent("cc-" + TRACE.substring(1) + "g-" + PARENT + "-01"), STATE),
              restart(Sent.traceparent("cc-" + TRACE + "." + PARENT + "-01"), STATE),
              restart(Sent.traceparent("cc-" + TRACE + "1-" + PARENT + "-01"), STATE)),
          must(
              "future-version-parent-id",
              "versioning of traceparent",
              "of a higher version, the parent-id is 16 digits and a dash",
              restart(Sent.traceparent("cc-" + TRACE + "-" + PARENT.substring(1) + "g-01"), STATE),
              restart(Sent.traceparent("cc-" + TRACE + "-" + PARENT + ".01"), STATE),
              restart(Sent.traceparent("cc-" + TRACE + "-" + PARENT + "1-01"), STATE)),
          must(
              "future-version-flags",
              "versioning of traceparent",
              "of a higher version, the flags are at the end or followed by a dash",
              restart(version("cc", "."), STATE),
              restart(version("cc", "1"), STATE),
              restart(version("cc", ".what-the-future-will-be-like"), STATE),
              restart(Sent.traceparent("cc-" + TRACE + "-" + PARENT + "-.1"), STATE)),
          must(
              "future-version-rest",
              "versioning of traceparent",
              "what follows the known fields of a higher version is not passed on",
              when(version("cc", "-05-" + TRACE)).then(continues(TRACE, "01"))),
          must(
              "future-version-downgraded",
              "versioning of traceparent",
              "after a higher version, 00 is sent",
              when(version("01", ""), STATE).then(continues(TRACE, "01"), tracestate("rojo=1")),
              when(version("fe", "-x"), STATE).then(continues(TRACE, "01"), tracestate("rojo=1"))));

  private TraceparentRequirements() {}

  private static String value(String flags) {
    return "00-" + TRACE + "-" + PARENT + "-" + flags;
  }

  private static Case restart(String... lines) {
    return new Case(new Order("", Arrays.asList(lines), 1, 1), List.of(restarts()));
  }

  /** How header names are written. */
  static final class Names {
    private Names() {}

    static Expectations.Expected<List<HeaderLine>> are(String name) {
      return lines -> assertThat(lines).extracting(HeaderLine::name).containsOnly(name);
    }
  }
}
