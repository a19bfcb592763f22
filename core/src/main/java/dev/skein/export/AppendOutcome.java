package dev.skein.export;

import dev.skein.internal.Nullable;

/** What became of a span that a thread wanted to leave in a buffer. */
enum AppendOutcome {
  /** Its bytes are in a buffer. */
  ACCEPTED(null),
  /** Another thread holds this buffer: try the next. */
  BUSY(null),
  TOO_LARGE(DropReason.TOO_LARGE),
  QUEUE_FULL(DropReason.QUEUE_FULL),
  CLOSED(DropReason.SHUTDOWN);

  final @Nullable String dropReason;

  AppendOutcome(@Nullable String dropReason) {
    this.dropReason = dropReason;
  }
}
