package dev.skein.it.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What the table of Trace Context says about calls. */
final class Expectations {
  private static final Duration EXPORTED = Duration.ofMinutes(1);

  private Expectations() {}

  /** The trace goes on below a new parent-id, with these flags. */
  static Expectation continues(String traceId, String flags) {
    return exchange ->
        assertThat(exchange.traceparents())
            .allSatisfy(
                sent -> {
                  assertThat(sent.traceId()).isEqualTo(traceId);
                  assertThat(sent.flags()).isEqualTo(flags);
                  assertThat(exchange.order().sent("traceparent"))
                      .noneMatch(received -> received.contains(sent.parentId()));
                });
  }

  /** A trace of the service's own, to which nothing has come from what was received. */
  static Expectation restarts() {
    return exchange -> {
      assertThat(exchange.traceparents())
          .allSatisfy(
              sent ->
                  assertThat(exchange.order().lines())
                      .noneMatch(
                          line ->
                              line.contains(sent.traceId().substring(8))
                                  || line.contains(sent.parentId())));
      tracestate().verify(exchange);
    };
  }

  /** Exactly these members in this order, in however many lines; none means no line either. */
  static Expectation tracestate(String... members) {
    return exchange -> {
      assertThat(exchange.calls())
          .allSatisfy(call -> assertThat(call.tracestate()).containsExactly(members));
      if (members.length == 0) {
        assertThat(exchange.calls())
            .allSatisfy(call -> assertThat(call.lines("tracestate")).isEmpty());
      }
    };
  }

  /** Each line that is sent of a header. */
  static Expectation lines(String name, Expected<List<HeaderLine>> expected) {
    return exchange ->
        assertThat(exchange.calls()).allSatisfy(call -> expected.of(call.lines(name)));
  }

  /** The members that are sent of the trace state. */
  static Expectation members(Expected<List<String>> expected) {
    return exchange ->
        assertThat(exchange.calls()).allSatisfy(call -> expected.of(call.tracestate()));
  }

  /** Every traceparent that is sent. */
  static Expectation traceparent(Expected<Traceparent> expected) {
    return exchange -> assertThat(exchange.traceparents()).allSatisfy(expected::of);
  }

  /** The calls have as many different values of something as there are calls. */
  static Expectation allDifferent(Function<Traceparent, String> part) {
    return exchange ->
        assertThat(exchange.traceparents().stream().map(part)).doesNotHaveDuplicates();
  }

  /** The calls are all alike in something. */
  static Expectation allAlike(Function<Traceparent, String> part) {
    return exchange -> assertThat(exchange.traceparents().stream().map(part).distinct()).hasSize(1);
  }

  /**
   * Each of the last bits of an id is set in some calls and not in others. With 64 ids made at
   * random, that fails once in 10^17 runs.
   */
  static Expectation allBitsVary(Function<Traceparent, String> id, int bits) {
    return exchange -> {
      List<BigInteger> ids = new ArrayList<>();
      exchange.traceparents().forEach(sent -> ids.add(new BigInteger(id.apply(sent), 16)));
      assertThat(ids).hasSizeGreaterThanOrEqualTo(64);
      for (int i = 0; i < bits; i++) {
        int bit = i;
        assertThat(ids).as("bit %s", bit).anyMatch(each -> each.testBit(bit));
        assertThat(ids).as("bit %s", bit).anyMatch(each -> !each.testBit(bit));
      }
    };
  }

  /** The parent-ids of the calls are the ids of the service's spans, one for each call. */
  static Expectation parentsAreTheSpansOfTheCalls() {
    return exchange -> {
      String traceId = exchange.traceparents().get(0).traceId();
      Set<String> sent = new TreeSet<>();
      exchange.traceparents().forEach(each -> sent.add(each.parentId()));
      Trace trace =
          exchange
              .spans()
              .awaitTrace(traceId, some -> clientSpans(some).size() >= sent.size(), EXPORTED);
      assertThat(clientSpans(trace)).containsAll(sent);
    };
  }

  private static List<String> clientSpans(Trace trace) {
    return trace.spans().stream()
        .filter(span -> span.kind() == SpanKind.CLIENT)
        .map(SpanData::spanId)
        .toList();
  }

  /**
   * Members may go, whole ones only: first those longer than 128 characters, then others from the
   * end. What is left is at least 512 characters long, and as it was.
   */
  static Expectation truncated(String... received) {
    List<String> all = Arrays.asList(received);
    return members(
        sent -> {
          assertThat(sent).isSubsetOf(all).doesNotHaveDuplicates();
          assertThat(all.stream().filter(sent::contains).toList()).isEqualTo(sent);
          List<String> small = all.stream().filter(member -> member.length() <= 128).toList();
          List<String> smallSent = sent.stream().filter(small::contains).toList();
          assertThat(small.subList(0, smallSent.size())).isEqualTo(smallSent);
          if (smallSent.size() < small.size()) {
            assertThat(sent).isEqualTo(smallSent);
          }
          assertThat(String.join(",", sent)).hasSizeGreaterThanOrEqualTo(512 - 128);
        });
  }

  /** An assertion about something. */
  @FunctionalInterface
  interface Expected<T> {
    void of(T actual);
  }
}
