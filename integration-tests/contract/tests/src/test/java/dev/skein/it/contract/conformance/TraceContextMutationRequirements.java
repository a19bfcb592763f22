package dev.skein.it.contract.conformance;

import static dev.skein.it.contract.conformance.Expectations.allAlike;
import static dev.skein.it.contract.conformance.Expectations.allDifferent;
import static dev.skein.it.contract.conformance.Expectations.continues;
import static dev.skein.it.contract.conformance.Expectations.members;
import static dev.skein.it.contract.conformance.Expectations.parentsAreTheSpansOfTheCalls;
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
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Of what may be changed between the request received and those sent. */
final class TraceContextMutationRequirements {
  private static final String STATE = Sent.tracestate("rojo=1,congo=2,blau=3");

  /** For what is looked up among the spans: no other case has a part in it. */
  private static final String OTHER_TRACE = "a3ce929d0e0e47364bf92f3577b34da6";

  static final List<Requirement> ALL =
      List.of(
          should(
              "new-trace",
              "mutating the traceparent",
              "a new trace is begun when none is received",
              when().then(restarts()),
              when("traceparent: ").then(restarts())),
          should(
              "new-trace-unrecorded",
              "mutating the traceparent",
              "a new trace is begun even when it is not recorded",
              when().steered("record=no").then(restarts())),
          must(
              "traceparent-sent-on",
              "mutating the traceparent",
              "the received trace goes on with every request that is sent",
              when(TRACEPARENT).calls(3).then(continues(TRACE, "03")),
              when(flags("00")).calls(3).then(continues(TRACE, "00")),
              when(flags("01")).steered("record=no").calls(3).then(continues(TRACE, "00"))),
          must(
              "trace-has-one-id",
              "mutating the traceparent",
              "one that is begun has one trace-id, and each request that is sent its parent-id",
              when()
                  .calls(3)
                  .then(allAlike(Traceparent::traceId), allDifferent(Traceparent::parentId)),
              when(Sent.version("ff", ""))
                  .calls(3)
                  .then(allAlike(Traceparent::traceId), allDifferent(Traceparent::parentId))),
          must(
              "parent-id-of-span",
              "mutating the traceparent",
              "the parent-id is set to that of the span of the request that is sent",
              when(Sent.traceparent(OTHER_TRACE, PARENT, "01"))
                  .calls(3)
                  .then(parentsAreTheSpansOfTheCalls()),
              when().then(parentsAreTheSpansOfTheCalls())),
          must(
              "sampled-with-parent-id",
              "mutating the traceparent",
              "the sampled flag changes only together with the parent-id",
              when(flags("01"))
                  .steered("record=no")
                  .then(traceparent(sent -> assertThat(sent.parentId()).isNotEqualTo(PARENT))),
              when(flags("00"))
                  .steered("record=yes")
                  .then(traceparent(sent -> assertThat(sent.parentId()).isNotEqualTo(PARENT)))),
          should(
              "restart-clears-tracestate",
              "mutating the traceparent",
              "the trace state is gone when a trace is begun anew",
              when(Sent.traceparent(TRACE, "0".repeat(16), "01"), STATE).then(restarts()),
              when(Sent.version("ff", ""), STATE).then(restarts())),
          must(
              "traceparent-otherwise-unchanged",
              "mutating the traceparent",
              "nothing else of it is changed",
              when(flags("00"), STATE).then(continues(TRACE, "00")),
              when(flags("01"), STATE).then(continues(TRACE, "01")),
              when(flags("02"), STATE).then(continues(TRACE, "02")),
              when(flags("03"), STATE).then(continues(TRACE, "03"))),
          must(
              "tracestate-sent-on",
              "mutating the tracestate",
              "it goes on with every request that is sent",
              when(TRACEPARENT, STATE).calls(3).then(tracestate("rojo=1", "congo=2", "blau=3")),
              when(flags("00"), STATE).calls(3).then(tracestate("rojo=1", "congo=2", "blau=3"))),
          must(
              "tracestate-order",
              "mutating the tracestate",
              "the order of unmodified members is preserved",
              when(TRACEPARENT, STATE)
                  .steered("put=congo:9")
                  .then(members(sent -> assertThat(sent).containsSubsequence("rojo=1", "blau=3"))),
              when(TRACEPARENT, STATE)
                  .steered("put=verde:9")
                  .then(
                      members(
                          sent ->
                              assertThat(sent)
                                  .containsSubsequence("rojo=1", "congo=2", "blau=3")))),
          must(
              "tracestate-modified-left",
              "mutating the tracestate",
              "a modified member moves to the left",
              when(TRACEPARENT, STATE)
                  .steered("put=congo:9")
                  .then(tracestate("congo=9", "rojo=1", "blau=3")),
              when(TRACEPARENT, STATE)
                  .steered("put=blau:3")
                  .then(tracestate("blau=3", "rojo=1", "congo=2"))),
          should(
              "tracestate-added-left",
              "mutating the tracestate",
              "a new member is added on the left",
              when(TRACEPARENT, STATE)
                  .steered("put=verde:9")
                  .then(tracestate("verde=9", "rojo=1", "congo=2", "blau=3")),
              when(TRACEPARENT).steered("put=verde:9").then(tracestate("verde=9")),
              when().steered("put=verde:9").then(tracestate("verde=9"))),
          must(
              "tracestate-added-once",
              "mutating the tracestate",
              "no key is there twice after a member was added",
              when(TRACEPARENT, STATE)
                  .steered("put=congo:9")
                  .then(
                      members(
                          sent ->
                              assertThat(sent)
                                  .filteredOn(member -> member.startsWith("congo="))
                                  .containsExactly("congo=9")))),
          should(
              "tracestate-added-33rd",
              "mutating the tracestate",
              "the right-most member goes when there would be 33",
              when(TRACEPARENT, Sent.tracestate(String.join(",", numbered(32))))
                  .steered("put=verde:9")
                  .then(tracestate(withFirst("verde=9", numbered(31))))),
          should(
              "tracestate-others-kept",
              "mutating the tracestate",
              "members of others are not deleted",
              when(TRACEPARENT, STATE)
                  .steered("put=rojo:9")
                  .then(members(sent -> assertThat(sent).contains("congo=2", "blau=3"))),
              when(TRACEPARENT, STATE)
                  .steered("record=no")
                  .then(members(sent -> assertThat(sent).contains("rojo=1", "congo=2", "blau=3")))),
          should(
              "tracestate-unchanged",
              "privacy of the tracestate",
              "it is not changed without a reason",
              when(TRACEPARENT, STATE).then(tracestate("rojo=1", "congo=2", "blau=3")),
              when(flags("00"), STATE).then(tracestate("rojo=1", "congo=2", "blau=3")),
              when(flags("01"), STATE)
                  .steered("record=no")
                  .then(tracestate("rojo=1", "congo=2", "blau=3"))),
          must(
              "tracestate-alone",
              "no traceparent received",
              "a trace state by itself is discarded",
              when(STATE).then(restarts()),
              when(STATE, Sent.tracestate("verde=4")).then(restarts())),
          must(
              "tracestate-deleted",
              "a traceparent is received",
              "the trace state is deleted with a traceparent that is not valid",
              when(Sent.traceparent("00-x"), STATE).then(restarts()),
              when(flags("0x"), STATE).then(restarts()),
              when(Sent.version("00", "-x"), STATE).then(restarts()),
              when(Sent.version("cc", "x"), STATE).then(restarts())));

  private TraceContextMutationRequirements() {}

  private static String[] numbered(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "k" + i + "=" + i).toArray(String[]::new);
  }

  private static String[] withFirst(String first, String[] others) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(others));
    return all.toArray(new String[0]);
  }
}
