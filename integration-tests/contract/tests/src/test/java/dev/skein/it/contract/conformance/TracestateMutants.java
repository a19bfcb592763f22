package dev.skein.it.contract.conformance;

import static dev.skein.it.contract.conformance.Faults.members;
import static dev.skein.it.contract.conformance.Faults.readAs;
import static dev.skein.it.contract.conformance.Faults.received;
import static dev.skein.it.contract.conformance.Faults.refused;
import static dev.skein.it.contract.conformance.Faults.sent;
import static dev.skein.it.contract.conformance.Faults.writtenAs;
import static dev.skein.it.contract.conformance.Mutant.mutant;

import dev.skein.TraceState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Propagators that do not know {@code tracestate} well, broken on purpose. */
final class TracestateMutants {
  private static final String PARENT = "traceparent";
  private static final String STATE = "tracestate";

  private static final List<Mutant> READING =
      List.of(
          mutant(
              "minds a trace state that is not valid",
              received(
                  lines ->
                      HeaderLine.values(lines, STATE).stream()
                              .anyMatch(
                                  value -> TraceState.parse(value).isEmpty() && !value.isEmpty())
                          ? List.of()
                          : lines),
              "tracestate-bad-traceparent-good"),
          mutant(
              "reads the first line of the trace state",
              received(
                  lines -> {
                    List<HeaderLine> others = new ArrayList<>(lines);
                    others.removeIf(line -> line.is(STATE));
                    lines.stream()
                        .filter(line -> line.is(STATE))
                        .findFirst()
                        .ifPresent(others::add);
                    return others;
                  }),
              "tracestate-lines-joined",
              "tracestate-32-members",
              "tracestate-empty-members"),
          mutant(
              "reads lines from the last to the first",
              received(
                  lines -> {
                    List<HeaderLine> reversed = new ArrayList<>(lines);
                    Collections.reverse(reversed);
                    return reversed;
                  }),
              "tracestate-lines-joined"),
          mutant(
              "refuses blanks in the trace state",
              refused(STATE, value -> value.contains("\t") || value.contains(" ,")),
              "tracestate-blanks",
              "tracestate-value-trailing-blanks"),
          mutant(
              "refuses empty members",
              refused(STATE, value -> value.matches("|,.*|.*,|.*,\\s*,.*")),
              "tracestate-empty-members"),
          mutant(
              "knows the keys of level 1",
              refused(
                  STATE, value -> value.matches("(.*,)?([0-9][^@]*|[^=]*@|[^=]*@[^=]*@[^=]*)=.*")),
              "tracestate-key"),
          mutant(
              "refuses values of 256 chars",
              refused(STATE, value -> value.contains("v".repeat(256))),
              "tracestate-value"),
          mutant(
              "strips spaces before a value",
              readAs(STATE, value -> value.replaceAll("= +", "=")),
              "tracestate-value-leading-spaces"),
          mutant(
              "refuses 512 chars",
              refused(STATE, value -> value.length() >= 512),
              "tracestate-512"),
          mutant(
              "reads no trace state of a higher version",
              received(
                  lines -> {
                    String parent = Faults.first(lines, PARENT);
                    boolean later = parent != null && !parent.startsWith("00");
                    return lines.stream().filter(line -> !(later && line.is(STATE))).toList();
                  }),
              "tracestate-future-version"));

  private static final List<Mutant> SENDING =
      List.of(
          mutant(
              "passes any trace state on",
              members(STATE, (received, sent) -> received),
              "tracestate-needs-traceparent",
              "tracestate-alone",
              "tracestate-deleted",
              "tracestate-33-members",
              "tracestate-key-bad",
              "tracestate-value-bad",
              "tracestate-key-once",
              "restart-clears-tracestate"),
          mutant(
              "puts baggage into the trace state",
              sent(
                  (received, lines) -> {
                    List<HeaderLine> more = new ArrayList<>(lines);
                    HeaderLine.values(lines, "baggage")
                        .forEach(value -> more.add(new HeaderLine(STATE, value)));
                    return more;
                  }),
              "tracestate-no-application-data"),
          mutant(
              "sends a line for each member",
              sent(
                  (received, lines) -> {
                    List<HeaderLine> split = new ArrayList<>(lines);
                    split.removeIf(line -> line.is(STATE));
                    Faults.members(lines, STATE)
                        .forEach(member -> split.add(new HeaderLine(STATE, member)));
                    return split;
                  }),
              "tracestate-one-line"),
          mutant(
              "sends blanks",
              writtenAs(STATE, value -> value.replace(",", " ,\t")),
              "tracestate-blanks-sent"),
          mutant(
              "sends an empty trace state",
              sent(
                  (received, lines) -> {
                    List<HeaderLine> more = new ArrayList<>(lines);
                    if (Faults.first(lines, STATE) == null) {
                      more.add(new HeaderLine(STATE, ""));
                    }
                    return more;
                  }),
              "tracestate-empty-sent"),
          mutant(
              "cuts after 1000 chars",
              members(STATE, (received, sent) -> cut(String.join(",", received), 1_000)),
              "tracestate-whole-members",
              "tracestate-truncation"),
          mutant(
              "drops members from the left",
              members(
                  STATE,
                  (received, sent) -> received.subList(received.size() / 2, received.size())),
              "tracestate-truncation",
              "tracestate-sent-on"),
          mutant(
              "sorts the trace state",
              members(STATE, (received, sent) -> sent.stream().sorted().toList()),
              "tracestate-order",
              "tracestate-unchanged",
              "tracestate-lines-joined"),
          mutant(
              "leaves a modified member in its place",
              members(STATE, TracestateMutants::inPlace),
              "tracestate-modified-left"),
          mutant(
              "adds members on the right",
              members(STATE, (received, sent) -> changed(received, sent, rotated(sent))),
              "tracestate-added-left",
              "tracestate-added-33rd"),
          mutant(
              "adds what is there already",
              members(
                  STATE, (received, sent) -> changed(received, sent, withFirst(sent, received))),
              "tracestate-added-once",
              "tracestate-added-33rd"),
          mutant(
              "keeps its own members only",
              members(STATE, (received, sent) -> sent.subList(0, Math.min(1, sent.size()))),
              "tracestate-others-kept",
              "tracestate-sent-on",
              "tracestate-unchanged"));

  static final List<Mutant> ALL = Stream.concat(READING.stream(), SENDING.stream()).toList();

  private TracestateMutants() {}

  private static List<String> cut(String list, int length) {
    return list.length() <= length
        ? List.of(list.split(",", -1))
        : List.of(list.substring(0, length).split(",", -1));
  }

  private static List<String> inPlace(List<String> received, List<String> sent) {
    List<String> keys = received.stream().map(TracestateMutants::key).toList();
    List<String> ordered = new ArrayList<>(sent);
    ordered.sort(Comparator.comparingInt(member -> keys.indexOf(key(member))));
    return ordered;
  }

  private static String key(String member) {
    int equals = member.indexOf('=');
    return equals < 0 ? member : member.substring(0, equals);
  }

  private static List<String> changed(
      List<String> received, List<String> sent, List<String> otherwise) {
    return sent.equals(received) || sent.isEmpty() ? sent : otherwise;
  }

  private static List<String> rotated(List<String> members) {
    List<String> rotated = new ArrayList<>(members);
    Collections.rotate(rotated, -1);
    return rotated;
  }

  private static List<String> withFirst(List<String> sent, List<String> received) {
    List<String> all = new ArrayList<>(sent.subList(0, Math.min(1, sent.size())));
    all.addAll(received);
    return all;
  }
}
