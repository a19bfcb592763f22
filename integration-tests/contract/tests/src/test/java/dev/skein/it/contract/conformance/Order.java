package dev.skein.it.contract.conformance;

import java.util.Arrays;
import java.util.List;

/**
 * What the service is sent and asked to do. Immutable.
 *
 * @param query of the request, for {@code Probes.steeredSampler}; empty for none
 * @param lines of the request's head, sent as they are
 * @param requests how often the request is sent
 * @param calls how many calls the service makes for each
 */
record Order(String query, List<String> lines, int requests, int calls) {
  Order {
    lines = List.copyOf(lines);
  }

  /** One request with these lines in its head, which leads to one call. */
  static Order when(String... lines) {
    return new Order("", Arrays.asList(lines), 1, 1);
  }

  Order steered(String how) {
    return new Order(how, lines, requests, calls);
  }

  Order requests(int count) {
    return new Order(query, lines, count, calls);
  }

  Order calls(int count) {
    return new Order(query, lines, requests, count);
  }

  /** What all the calls have to satisfy. */
  Case then(Expectation... expectations) {
    return new Case(this, Arrays.asList(expectations));
  }

  /** The values of a header that is sent. */
  List<String> sent(String name) {
    return HeaderLine.values(lines.stream().map(HeaderLine::parse).toList(), name);
  }
}
