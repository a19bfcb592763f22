package dev.skein.viewer.terminal;

import java.io.IOException;

/** A viewer has answered, but not what it was asked for. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  /** Whether the question was wrong, so that asking again will not help. */
  boolean isFinal() {
    return status >= 400 && status < 500 && status != 429;
  }
}
