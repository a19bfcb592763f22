package dev.skein.it.contract.conformance;

import dev.skein.testkit.TraceStore;
import java.util.List;
import org.assertj.core.api.Assertions;

/**
 * What a service was sent, and the calls it made then.
 *
 * @param calls in their order, of all requests
 * @param spans where the service's spans arrive
 */
record Exchange(Order order, List<Call> calls, TraceStore spans) {
  Exchange {
    calls = List.copyOf(calls);
    Assertions.assertThat(calls).as("calls").hasSize(order.requests() * order.calls());
  }

  List<Traceparent> traceparents() {
    return calls.stream().map(Call::traceparent).toList();
  }
}
