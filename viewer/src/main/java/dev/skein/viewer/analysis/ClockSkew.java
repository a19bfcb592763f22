package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;

/**
 * By how much the clock of a callee differs from its caller's, as far as a call shows it.
 *
 * <p>The idea is that of Zipkin ({@code clock-skew.js} of its page) and Jaeger ({@code
 * clockskew.go} of its query service): what is called runs within the call; if by its own clock it
 * does not, its clock is wrong, and it is assumed to have run in the middle of the call, as if
 * request and response had travelled equally long. What we do:
 *
 * <ul>
 *   <li>As Zipkin, and unlike Jaeger, only a {@code SERVER} or {@code CONSUMER} span below a {@code
 *       CLIENT} or {@code PRODUCER} span of another process is looked at. Within a process there is
 *       one clock; for other pairs nothing says that one runs within the other.
 *   <li>A callee that begins before its caller is moved: to the middle of the call if it fits, else
 *       (it took longer: the caller did not wait for its end) to the caller's start. Both do so.
 *   <li>A server that begins after its client's start and ends after its client's end, and fits
 *       into it, is moved to the middle, as Jaeger does and Zipkin does not; but not if the call
 *       failed, because a client that gave up is outlived by its server, and not if it ends later
 *       by less than {@link #LATE_END_NANOS}, because a client may have read the whole response
 *       before the server has noted its end.
 *   <li>What a producer handed over may be processed at any later time: a consumer is never moved
 *       back.
 *   <li>The shift holds for all spans of the callee's process below it. Calls that go out from
 *       there are then compared with the shifted times, so that a trace through several wrong
 *       clocks comes right from its root on.
 * </ul>
 *
 * <p>A clock that is wrong by less than the time that a request travels is not noticed.
 */
final class ClockSkew {
  /** How much later than its client a server may end without a doubt about its clock. */
  static final long LATE_END_NANOS = 1_000_000;

  private ClockSkew() {}

  /**
   * By how much a child has to be moved.
   *
   * @param parentStart the parent's start, after correction
   * @param childStart the child's start by its own clock
   */
  static long shift(
      SpanData parent,
      long parentStart,
      long parentDuration,
      SpanData child,
      long childStart,
      long childDuration) {
    boolean call = parent.kind() == SpanKind.CLIENT && child.kind() == SpanKind.SERVER;
    if (!Roles.sends(parent.kind()) || !Roles.receives(child.kind())) {
      return 0;
    }
    long lead = childStart - parentStart;
    boolean fits = childDuration <= parentDuration;
    if (lead < 0) {
      return (fits ? (parentDuration - childDuration) / 2 : 0) - lead;
    }
    long lateness = lead - (parentDuration - childDuration);
    boolean waitedFor = call && fits && parent.statusCode() != StatusCode.ERROR;
    return waitedFor && lateness > LATE_END_NANOS ? (parentDuration - childDuration) / 2 - lead : 0;
  }
}
