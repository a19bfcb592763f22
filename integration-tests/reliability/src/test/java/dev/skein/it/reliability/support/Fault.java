package dev.skein.it.reliability.support;

import java.time.Duration;
import java.util.function.Supplier;

/** What a {@link FaultProxy} does to the connections it is given. */
public enum Fault {
  /** Nothing. */
  NONE(Flow::plain, Flow::plain),
  /** Nobody listens. */
  REFUSED(Flow::plain, Flow::plain),
  /** Connections are accepted, requests read, and nothing is ever answered. */
  HANGING(Flow::swallowed, Flow::swallowed),
  /** Connections are accepted and not even read from. */
  NEVER_READ(Flow::plain, Flow::plain),
  /** A reset in the middle of the request. */
  RESET_IN_REQUEST(() -> Flow.resetAfter(700), Flow::plain),
  /** A reset in the middle of the reply, when the backend has the spans. */
  RESET_IN_REPLY(Flow::plain, () -> Flow.resetAfter(20)),
  /** A reset instead of a reply, when the backend has the spans. */
  RESET_BEFORE_REPLY(Flow::plain, () -> Flow.resetAfter(0)),
  /** Every packet takes its time. */
  LATENCY(() -> Flow.late(Duration.ofMillis(100)), () -> Flow.late(Duration.ofMillis(100))),
  /** The reply comes byte by byte, and not in time. */
  TRICKLED_REPLY(Flow::plain, () -> Flow.trickled(1, Duration.ofMillis(200))),
  /** The request leaves slowly: 40 KB/s. */
  LITTLE_BANDWIDTH(() -> Flow.trickled(400, Duration.ofMillis(10)), Flow::plain),
  /** The reply's side of the connection ends before there was a reply. */
  HALF_CLOSED(Flow::plain, Flow::halfClosed),
  /** The reply ends in the middle. */
  TRUNCATED_REPLY(Flow::plain, () -> Flow.truncatedAfter(30)),
  /** The request ends in the middle. */
  TRUNCATED_REQUEST(() -> Flow.truncatedAfter(900), Flow::plain),
  /** The reply is noise. */
  GARBAGE_REPLY(Flow::plain, () -> Flow.garbage(42)),
  /** Every reply comes twice. */
  DUPLICATE_REPLY(Flow::plain, Flow::twice);

  final Supplier<Flow> request;
  final Supplier<Flow> reply;

  Fault(Supplier<Flow> request, Supplier<Flow> reply) {
    this.request = request;
    this.reply = reply;
  }
}
