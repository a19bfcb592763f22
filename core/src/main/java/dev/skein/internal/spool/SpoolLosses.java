package dev.skein.internal.spool;

/** Is told of spans on disk that will never be read. Called by the thread that uses the spool. */
@FunctionalInterface
public interface SpoolLosses {
  /** The spool was full, and they were the oldest. */
  String FULL = "spool_full";

  /** They waited for too long. */
  String EXPIRED = "spool_expired";

  /** Their bytes are not what was written, or not there any more. */
  String DAMAGED = "spool_damaged";

  /**
   * Spans were given up which nobody had read.
   *
   * @param reason one of the constants
   * @param recovered whether an earlier process wrote them; then only their number means something
   * @param from how many spans this process had written before the first of them
   * @param to {@code from} plus their number
   */
  void lost(String reason, boolean recovered, long from, long to);
}
