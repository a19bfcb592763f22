package dev.skein.it.contract.conformance;

import static dev.skein.it.contract.conformance.Faults.members;
import static dev.skein.it.contract.conformance.Faults.readAs;
import static dev.skein.it.contract.conformance.Faults.received;
import static dev.skein.it.contract.conformance.Faults.refused;
import static dev.skein.it.contract.conformance.Faults.sent;
import static dev.skein.it.contract.conformance.Faults.unread;
import static dev.skein.it.contract.conformance.Faults.unseen;
import static dev.skein.it.contract.conformance.Faults.writtenAs;
import static dev.skein.it.contract.conformance.Mutant.mutant;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skein.it.contract.support.PutBaggage;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Propagators of baggage that are broken on purpose. */
final class BaggageMutants {
  private static final String BAGGAGE = "baggage";

  private static final List<Mutant> OF_LISTS =
      List.of(
          mutant("sends none", writtenAs(BAGGAGE, value -> null), "sent-on", "changed-sent-on"),
          mutant(
              "sends none when it does not record",
              sent(
                  (received, lines) ->
                      HeaderLine.values(lines, "traceparent").get(0).matches(".*[02468ace]")
                          ? List.of()
                          : lines),
              "sent-on-with-any-trace"),
          mutant(
              "reads the first line",
              received(
                  lines -> {
                    List<HeaderLine> others = new ArrayList<>(lines);
                    others.removeIf(line -> line.is(BAGGAGE));
                    lines.stream()
                        .filter(line -> line.is(BAGGAGE))
                        .findFirst()
                        .ifPresent(others::add);
                    return others;
                  }),
              "lines-joined",
              "limits-of-all-lines"),
          mutant(
              "knows lowercase names only",
              unseen(line -> line.is(BAGGAGE) && !line.name().equals(BAGGAGE)),
              "name-any-case"),
          mutant(
              "sends names in capitals",
              sent(
                  (received, lines) ->
                      lines.stream()
                          .map(
                              line ->
                                  new HeaderLine(line.name().toUpperCase(Locale.ROOT), line.raw()))
                          .toList()),
              "name-lowercase"),
          mutant(
              "turns the list round",
              members(
                  BAGGAGE,
                  (received, sent) -> {
                    List<String> reversed = new ArrayList<>(sent);
                    Collections.reverse(reversed);
                    return reversed;
                  }),
              "duplicates-order",
              "lines-joined"),
          mutant(
              "adds what is there already",
              members(
                  BAGGAGE,
                  (received, sent) -> {
                    List<String> all = new ArrayList<>(received);
                    sent.stream().filter(member -> !received.contains(member)).forEach(all::add);
                    return all;
                  }),
              "no-duplicate-made"),
          mutant(
              "forgets the rest when something is put in",
              sent(
                  (received, lines) ->
                      Faults.first(received, PutBaggage.HEADER) == null
                          ? lines
                          : members(
                                  BAGGAGE,
                                  (all, sent) -> sent.subList(sent.size() - 1, sent.size()))
                              .sent(received, lines)),
              "changed-sent-on",
              "duplicates-order"),
          mutant(
              "takes 32 members at most",
              members(BAGGAGE, (received, sent) -> sent.subList(0, Math.min(32, sent.size()))),
              "64-members",
              "64-members-8192-bytes",
              "limits-of-all-lines"),
          mutant(
              "refuses more than 4096 bytes",
              refused(BAGGAGE, value -> value.length() > 4_096),
              "8192-bytes",
              "64-members-8192-bytes"),
          mutant(
              "cuts after 8192 bytes",
              members(
                  BAGGAGE,
                  (received, sent) -> {
                    String list = String.join(",", received);
                    String cut = list.substring(0, Math.min(8_192, list.length()));
                    return cut.isEmpty() ? List.of() : List.of(cut.split(",", -1));
                  }),
              "whole-members"),
          mutant(
              "sends none beyond the limits",
              refused(BAGGAGE, value -> value.length() > 8_192 || value.split(",", -1).length > 64),
              "as-much-as-fits",
              "whole-members"));

  private static final List<Mutant> OF_MEMBERS =
      List.of(
          mutant(
              "sends values decoded",
              writtenAs(
                  BAGGAGE,
                  value ->
                      new String(decode(value).getBytes(UTF_8), ISO_8859_1)
                          .replaceAll("[\r\n\u0000]", " ")),
              "basic-latin",
              "value-encoded",
              "property-encoded",
              "percent-encoded",
              "value-same-text"),
          mutant(
              "does not encode the percent sign",
              writtenAs(BAGGAGE, value -> value.replace("%25", "%")),
              "percent-encoded"),
          mutant(
              "encodes the percent sign again",
              writtenAs(BAGGAGE, value -> value.replace("%", "%25")),
              "value-same-text"),
          mutant(
              "gives values to the application as they are",
              readAs(BAGGAGE, value -> value.replace("%", "%25")),
              "value-decoded",
              "value-not-utf8"),
          mutant(
              "reads question marks for what is no UTF-8",
              readAs(BAGGAGE, value -> value.replaceAll("(%[89A-Fa-f][0-9A-Fa-f])+", "?")),
              "value-not-utf8"),
          mutant(
              "takes letters and digits for a key",
              unread(BAGGAGE, member -> member.matches("\\s*[^=]*[^\\w= \t][^=]*=.*")),
              "key-token"),
          mutant(
              "takes keys in lowercase",
              members(
                  BAGGAGE,
                  (received, sent) ->
                      sent.stream()
                          .map(member -> key(member).toLowerCase(Locale.ROOT) + rest(member))
                          .toList()),
              "key-case"),
          mutant(
              "decodes keys",
              members(
                  BAGGAGE,
                  (received, sent) ->
                      sent.stream().map(member -> decode(key(member)) + rest(member)).toList()),
              "key-not-decoded"),
          mutant(
              "refuses blanks in a member",
              unread(BAGGAGE, member -> member.strip().matches(".*[ \t].*")),
              "key-blanks",
              "value-blanks",
              "property-blanks"),
          mutant(
              "takes letters and digits for a value",
              unread(BAGGAGE, member -> rest(member).matches("=.*[^\\w=;%, \t].*")),
              "value-octets"),
          mutant(
              "splits at every equals sign",
              readAs(BAGGAGE, value -> value.replaceAll("(=[^=,;]*)=[^,;]*", "$1")),
              "value-equals-signs"),
          mutant(
              "refuses an empty value",
              unread(BAGGAGE, member -> member.endsWith("=")),
              "value-empty"),
          mutant(
              "drops properties",
              writtenAs(BAGGAGE, value -> value.replaceAll(";[^,]*", "")),
              "properties-sent-on",
              "property-blanks",
              "property-encoded"));

  static final List<Mutant> ALL = Stream.concat(OF_LISTS.stream(), OF_MEMBERS.stream()).toList();

  private BaggageMutants() {}

  private static String key(String member) {
    return member.substring(0, member.indexOf('='));
  }

  private static String rest(String member) {
    return member.substring(Math.max(0, member.indexOf('=')));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }
}
