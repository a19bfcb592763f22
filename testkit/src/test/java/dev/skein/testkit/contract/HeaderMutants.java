package dev.skein.testkit.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Adapters that misread the headers of the caller's context. */
final class HeaderMutants {
  private static final String[] CONTEXTS = {"traceparent", "tracestate", "baggage"};
  private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private HeaderMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.reading(
            "looks for names as they are mostly written",
            request ->
                new MisreadRequest(request) {
                  @Override
                  public List<String> headers(String name) {
                    ReferenceRequest original = (ReferenceRequest) this.request;
                    return Arrays.asList(CONTEXTS).contains(name)
                        ? original.lines().stream()
                            .filter(line -> line.getKey().equals(name))
                            .map(line -> line.getValue())
                            .toList()
                        : super.headers(name);
                  }
                },
            "names in upper case",
            "names in mixed case",
            "trace state"),
        lines(
            "reads the first line of a header only",
            "",
            lines -> lines.subList(0, Math.min(lines.size(), 1)),
            "trace state",
            "baggage over several lines",
            "duplicated parent",
            "trace state over 100 lines",
            "caller from outside by two lines",
            "recorded header of two lines"),
        lines(
            "takes commas for ends of lines",
            "traceparent",
            lines ->
                lines.stream().flatMap(line -> Arrays.stream(line.split(","))).limit(1).toList(),
            "several parents in a line"),
        lines(
            "has no caller",
            "traceparent",
            lines -> List.of(),
            "root",
            "kept alive 1",
            "pipelined 1",
            "random flag",
            "later version",
            "blanks around the parent",
            "long header"),
        values(
            "continues what cannot be continued",
            "traceparent",
            value ->
                value.matches("\\s*([0-9a-e]{2})-[0-9a-f]{32}-[0-9a-f]{16}-01\\s*")
                        && !value.contains("0".repeat(16))
                    ? value
                    : VALID,
            "zero trace id",
            "zero parent id",
            "version ff",
            "too long for its version",
            "later version that is too short",
            "empty parent",
            "malformed parent",
            "trace parent that is no ASCII",
            "trace parent of 7,000 characters"),
        lines(
            "makes up a caller",
            "traceparent",
            lines -> lines.isEmpty() ? List.of(VALID) : lines,
            "no caller",
            "kept alive 2, no caller",
            "pipelined 3"),
        values(
            "samples all", "traceparent", value -> value.replaceAll("-00$", "-01"), "not sampled"),
        Mutant.reading(
            "gives up the trace for its state",
            request ->
                new MisreadRequest(request) {
                  @Override
                  public List<String> headers(String name) {
                    boolean strange =
                        super.headers("tracestate").stream()
                            .anyMatch(state -> !state.matches("[a-z]+=[!-~]+(,[a-z]+=[!-~]+)*"));
                    return strange && name.equals("traceparent") ? List.of() : super.headers(name);
                  }
                },
            "malformed trace state",
            "trace state that is no ASCII",
            "trace state with a tab",
            "trace state of 33 members",
            "trace state of 8 kB"),
        lines("has no baggage", "baggage", lines -> List.of(), "baggage of 1,000 members"),
        values(
            "reads headers as UTF-8",
            "",
            value -> {
              byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
              return new String(bytes, StandardCharsets.UTF_8);
            },
            "user agent that is no ASCII"),
        values(
            "encodes baggage that is no ASCII",
            "baggage",
            value -> value.replace("\u00c3\u00a9", "%C3%A9"),
            "baggage that is no ASCII"),
        values(
            "mends percent signs",
            "baggage",
            value -> value.replace("%zz", "zz"),
            "baggage with percent signs"),
        values(
            "takes properties for values",
            "baggage",
            value -> value.replace(";", "%3B"),
            "baggage with properties"),
        values(
            "reads baggage from the end",
            "baggage",
            HeaderMutants::reversed,
            "baggage beyond 1,000 members",
            "baggage of 1,000 members"));
  }

  private static String reversed(String list) {
    List<String> members = new ArrayList<>(Arrays.asList(list.split(",")));
    Collections.reverse(members);
    return String.join(",", members);
  }

  private static Mutant values(
      String flaw, String header, UnaryOperator<String> change, String... kills) {
    return lines(flaw, header, lines -> lines.stream().map(change).toList(), kills);
  }

  /** Changes the lines of a header; of all with an empty name. */
  private static Mutant lines(
      String flaw, String header, UnaryOperator<List<String>> change, String... kills) {
    return Mutant.reading(
        flaw,
        request ->
            new MisreadRequest(request) {
              @Override
              public List<String> headers(String name) {
                List<String> lines = super.headers(name);
                return header.isEmpty() || header.equals(name) ? change.apply(lines) : lines;
              }
            },
        kills);
  }
}
