package dev.skein.it.contract.conformance;

import java.util.List;

/** One thing to send, and what has to come of it. Immutable. */
record Case(Order order, List<Expectation> expectations) {
  Case {
    expectations = List.copyOf(expectations);
  }

  void verify(Conversation conversation) throws Exception {
    Exchange exchange = conversation.send(order);
    for (Expectation expectation : expectations) {
      expectation.verify(exchange);
    }
  }
}
