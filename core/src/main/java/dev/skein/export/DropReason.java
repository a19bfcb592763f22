package dev.skein.export;

import dev.skein.internal.spool.SpoolLosses;

/** Why spans were dropped: the keys of {@link Health#dropped()}. */
public final class DropReason {
  /** The memory budget was full. */
  public static final String QUEUE_FULL = "queue_full";

  /** The span's encoded form was larger than a span may be, even without its events. */
  public static final String TOO_LARGE = "too_large";

  /** The endpoint takes no request with as much as this one span. */
  public static final String TOO_LARGE_FOR_ENDPOINT = "too_large_for_endpoint";

  /** A span hook asked for it. */
  public static final String HOOK = "hook";

  /** The endpoint refused the span, or its whole batch, for good; or the exporter threw. */
  public static final String EXPORT_FAILED = "export_failed";

  /** The span ended after the pipeline was closed, or still waited when closing took too long. */
  public static final String SHUTDOWN = "shutdown";

  /** The spool was full, and these spans were the oldest in it. */
  public static final String SPOOL_FULL = SpoolLosses.FULL;

  /** The span was in the spool for too long. */
  public static final String SPOOL_EXPIRED = SpoolLosses.EXPIRED;

  /** What was read from the spool was not what had been written, or was not there any more. */
  public static final String SPOOL_DAMAGED = SpoolLosses.DAMAGED;

  /** An error inside Skein; every one is a defect worth reporting. */
  public static final String INTERNAL_ERROR = "internal_error";

  private DropReason() {}
}
