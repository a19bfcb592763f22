package dev.skein.export;

import dev.skein.internal.Nullable;

/** A snapshot of the endpoint's state, and of the spans that wait for it. */
final class DeliveryStatus {
  final EndpointStatus endpoint;
  final boolean away;
  final boolean everReached;
  final boolean everTook;
  final int failures;
  final long awaySince;
  final long waiting;
  final double bytesPerSecond;
  final boolean closing;
  final @Nullable String lastError;

  /** Null when there is no spool. */
  final @Nullable SpoolHealth spool;

  DeliveryStatus(
      Attempts attempts,
      Settlement settlement,
      @Nullable SpoolQueue queue,
      boolean closing,
      long now) {
    EndpointState state = attempts.endpoint;
    this.away = state.away();
    this.everReached = state.everReached();
    this.everTook = attempts.everTook;
    this.failures = state.failures();
    this.awaySince = state.awaySince();
    this.waiting = settlement.waiting();
    this.spool = queue == null ? null : queue.health();
    this.bytesPerSecond = attempts.pace.bytesPerSecond();
    this.closing = closing;
    this.lastError = attempts.lastError;
    this.endpoint =
        state.throttled(now)
            ? EndpointStatus.THROTTLED
            : away
                ? EndpointStatus.DOWN
                : attempts.pace.recovering()
                    ? EndpointStatus.RECOVERING
                    : everReached ? EndpointStatus.UP : EndpointStatus.UNTRIED;
  }
}
