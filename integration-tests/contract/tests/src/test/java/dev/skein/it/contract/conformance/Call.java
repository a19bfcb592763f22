package dev.skein.it.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** The head of a request that the service sent, line by line. Immutable. */
record Call(List<HeaderLine> headers) {
  Call {
    headers = List.copyOf(headers);
  }

  /** The lines of a header, whatever the case of its name. */
  List<HeaderLine> lines(String name) {
    return headers.stream().filter(line -> line.is(name)).toList();
  }

  /** The only one. */
  Traceparent traceparent() {
    List<HeaderLine> lines = lines("traceparent");
    assertThat(lines).as("lines of traceparent").hasSize(1);
    return Traceparent.parse(lines.get(0).value());
  }

  /** The members of all lines, blanks around them and empty ones left out. */
  List<String> tracestate() {
    return members("tracestate");
  }

  /** The members of all lines, blanks around them and empty ones left out. */
  List<String> baggage() {
    return members("baggage");
  }

  /** The members of all lines of a header, blanks around them and empty ones left out. */
  List<String> members(String name) {
    List<String> members = new ArrayList<>();
    for (String value : HeaderLine.values(headers, name)) {
      for (String member : value.split(",", -1)) {
        if (!member.isBlank()) {
          members.add(member.strip());
        }
      }
    }
    return members;
  }
}
