package dev.skein.it.contract.conformance;

import static dev.skein.it.contract.conformance.Faults.fields;
import static dev.skein.it.contract.conformance.Faults.flags;
import static dev.skein.it.contract.conformance.Faults.readAs;
import static dev.skein.it.contract.conformance.Faults.received;
import static dev.skein.it.contract.conformance.Faults.refused;
import static dev.skein.it.contract.conformance.Faults.sent;
import static dev.skein.it.contract.conformance.Faults.unseen;
import static dev.skein.it.contract.conformance.Faults.writtenAs;
import static dev.skein.it.contract.conformance.Mutant.mutant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Propagators that do not know {@code traceparent} well, broken on purpose. */
final class TraceparentMutants {
  private static final String PARENT = "traceparent";
  private static final AtomicLong COUNTER = new AtomicLong();

  private static final List<Mutant> READING =
      List.of(
          mutant(
              "knows lowercase names only",
              unseen(line -> !line.name().equals(line.name().toLowerCase(Locale.ROOT))),
              "traceparent-name-any-case",
              "tracestate-name-any-case"),
          mutant(
              "ignores delimiters in names",
              received(
                  lines ->
                      lines.stream()
                          .map(line -> new HeaderLine(plain(line.name()), line.raw()))
                          .toList()),
              "traceparent-name-one-word",
              "tracestate-name-one-word"),
          mutant(
              "minds blanks around a value",
              unseen(
                  line -> line.is(PARENT) && !line.raw().strip().equals(line.raw().substring(1))),
              "traceparent-blanks"),
          mutant(
              "takes the first of several traceparents",
              received(
                  lines -> {
                    List<HeaderLine> others = new ArrayList<>(lines);
                    others.removeIf(line -> line.is(PARENT));
                    lines.stream()
                        .filter(line -> line.is(PARENT))
                        .findFirst()
                        .ifPresent(others::add);
                    return others;
                  }),
              "traceparent-twice",
              "tracestate-needs-traceparent"),
          mutant(
              "ignores case of digits",
              readAs(PARENT, value -> value.toLowerCase(Locale.ROOT)),
              "trace-id-chars",
              "parent-id-chars",
              "flags-form",
              "version-form"),
          mutant(
              "takes ff for a version",
              readAs(PARENT, value -> value.replaceFirst("^ff-", "00-")),
              "version-ff",
              "tracestate-needs-traceparent",
              "restart-clears-tracestate"),
          mutant(
              "reads the first 55 chars",
              readAs(PARENT, value -> value.length() > 55 ? value.substring(0, 55) : value),
              "version-00-longer",
              "future-version-flags",
              "flags-form",
              "tracestate-deleted"),
          mutant(
              "takes other chars for zeros",
              readAs(PARENT, value -> value.replaceAll("[^0-9a-f-]", "0")),
              "trace-id-chars",
              "parent-id-chars",
              "flags-form",
              "version-form",
              "tracestate-deleted"),
          mutant(
              "cuts and pads fields",
              readAs(PARENT, TraceparentMutants::padded),
              "trace-id-length",
              "parent-id-length",
              "flags-form",
              "version-form",
              "future-version-short",
              "future-version-trace-id",
              "future-version-parent-id"),
          mutant(
              "finds the ids in any text",
              readAs(
                  PARENT,
                  value ->
                      value.replaceFirst(
                          "^.*?([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2}).*$", "00-$1-$2-$3")),
              "version-form",
              "version-00-longer",
              "traceparent-twice"),
          mutant(
              "does not look at delimiters",
              readAs(PARENT, TraceparentMutants::dashed),
              "future-version-trace-id",
              "future-version-parent-id"),
          mutant(
              "knows version 00 only",
              refused(PARENT, value -> !value.startsWith("00-")),
              "future-version-used",
              "future-version-rest",
              "future-version-downgraded",
              "tracestate-future-version"),
          mutant(
              "refuses more than 256 chars",
              refused(PARENT, value -> value.length() > 256),
              "future-version-long"),
          mutant(
              "takes a trace-id of zeros",
              readAs(PARENT, value -> value.replaceFirst("-0{32}-", "-" + "1".repeat(32) + "-")),
              "trace-id-zeros"),
          mutant(
              "takes a parent-id of zeros",
              readAs(PARENT, value -> value.replaceFirst("-0{16}-", "-" + "1".repeat(16) + "-")),
              "parent-id-zeros",
              "restart-clears-tracestate"),
          mutant(
              "refuses a trace-id of 64 bits",
              refused(PARENT, value -> value.contains("-" + "0".repeat(16))),
              "trace-id-padded"),
          mutant(
              "takes 01 alone for sampled",
              readAs(PARENT, value -> value.replaceFirst("-(?!01)[0-9a-f]{2}$", "-00")),
              "flags-bits",
              "sampled-respected",
              "random-flag-stays"));

  private static final List<Mutant> SENDING =
      List.of(
          mutant(
              "sends names in capitals",
              sent(
                  (received, lines) ->
                      lines.stream()
                          .map(
                              line ->
                                  new HeaderLine(line.name().toUpperCase(Locale.ROOT), line.raw()))
                          .toList()),
              "traceparent-name-lowercase",
              "tracestate-name-lowercase"),
          mutant(
              "sends digits in capitals",
              writtenAs(PARENT, value -> value.toUpperCase(Locale.ROOT)),
              "traceparent-form"),
          mutant(
              "loses the random flag",
              flags(bits -> bits & ~2),
              "random-flag-set",
              "random-flag-stays"),
          mutant(
              "sets the random flag",
              flags(bits -> bits | 2),
              "random-flag-stays-off",
              "traceparent-otherwise-unchanged"),
          mutant(
              "sets the sampled flag",
              flags(bits -> bits | 1),
              "sampled-reflected",
              "sampled-respected"),
          mutant(
              "passes all flags on",
              sent((received, lines) -> copied(received, lines, 3)),
              "other-flags-zero",
              "sampled-reflected"),
          mutant(
              "passes the parent-id on",
              sent((received, lines) -> copied(received, lines, 2)),
              "sampled-with-parent-id",
              "traceparent-sent-on"),
          mutant(
              "passes the version on",
              sent((received, lines) -> copied(received, lines, 0)),
              "future-version-downgraded"),
          mutant(
              "passes unknown fields on",
              sent(
                  (received, lines) -> {
                    String value = Faults.first(received, PARENT);
                    String rest = value == null || value.length() < 56 ? "" : value.substring(55);
                    return writtenAs(PARENT, sent -> sent + rest).sent(received, lines);
                  }),
              "future-version-rest"),
          mutant(
              "makes ids of a clock",
              newTraceId("0123456789abcdef0123456789ab", "0000"),
              "trace-id-random-56",
              "random-flag-true"),
          mutant("makes ids of 64 bits", newTraceId("0".repeat(16), ""), "trace-id-random-128"),
          mutant(
              "makes the same id again",
              newTraceId("0123456789abcdef".repeat(2), ""),
              "trace-id-unique"),
          mutant(
              "counts parent-ids", field(2, () -> COUNTER.incrementAndGet()), "parent-id-random"),
          mutant(
              "has the same parent-id for all",
              field(2, () -> 0x1111111111111111L),
              "parent-id-random",
              "trace-has-one-id"),
          mutant(
              "makes a parent-id that is no span's",
              field(2, () -> ThreadLocalRandom.current().nextLong()),
              "parent-id-of-span"),
          mutant(
              "begins a trace for each call",
              fields(
                  fields -> {
                    fields[1] = "1234567890abcdef" + hex(ThreadLocalRandom.current().nextLong());
                    return fields;
                  }),
              "traceparent-sent-on",
              "trace-has-one-id"),
          mutant(
              "sends nothing when it does not record",
              sent(
                  (received, lines) ->
                      HeaderLine.values(lines, PARENT).get(0).matches(".*[02468ace]")
                          ? List.of()
                          : lines),
              "new-trace-unrecorded",
              "traceparent-sent-on",
              "sampled-respected"),
          mutant(
              "sends nothing when nothing was received",
              sent((received, lines) -> Faults.first(received, PARENT) == null ? List.of() : lines),
              "new-trace"));

  static final List<Mutant> ALL = Stream.concat(READING.stream(), SENDING.stream()).toList();

  private TraceparentMutants() {}

  private static String plain(String name) {
    return name.startsWith("trace") ? name.replaceAll("[-._]", "") : name;
  }

  private static String padded(String value) {
    int[] lengths = {2, 32, 16, 2};
    String[] fields = value.split("-", -1);
    if (fields[0].equals("00" + Sent.TRACE)) {
      return value;
    }
    StringBuilder padded = new StringBuilder();
    for (int i = 0; i < lengths.length; i++) {
      String field = i < fields.length ? fields[i] : "";
      padded.append(i == 0 ? "" : "-");
      padded.append((field + "1".repeat(32)), 0, lengths[i]);
    }
    return padded.toString();
  }

  private static String dashed(String value) {
    if (value.length() < 55) {
      return value;
    }
    StringBuilder dashed = new StringBuilder(value.substring(0, 55));
    dashed.setCharAt(2, '-');
    dashed.setCharAt(35, '-');
    dashed.setCharAt(52, '-');
    return dashed.toString();
  }

  /** With a field as it was received, if it was. */
  private static List<HeaderLine> copied(
      List<HeaderLine> received, List<HeaderLine> lines, int field) {
    String value = Faults.first(received, PARENT);
    if (value == null) {
      return lines;
    }
    return fields(
            fields -> {
              fields[field] = value.split("-", -1)[field];
              return fields;
            })
        .sent(received, lines);
  }

  private static Fault newTraceId(String start, String end) {
    return sent(
        (received, lines) ->
            Faults.first(received, PARENT) != null
                ? lines
                : fields(
                        fields -> {
                          String middle = fields[1].substring(start.length(), 32 - end.length());
                          fields[1] = start + middle + end;
                          return fields;
                        })
                    .sent(received, lines));
  }

  private static Fault field(int index, LongSupplier id) {
    return fields(
        fields -> {
          fields[index] = hex(id.getAsLong());
          return fields;
        });
  }

  private static String hex(long id) {
    return String.format("%016x", id);
  }
}
