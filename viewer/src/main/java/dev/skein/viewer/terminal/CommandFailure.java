package dev.skein.viewer.terminal;

/** A command cannot do what it was asked for; the message is for the user. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The command line, or what it names, cannot be used. */
  static final int USAGE = 2;

  /** What was asked for is not there. */
  static final int NOT_FOUND = 1;

  private final int exitCode;

  CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** A failure that says what another one does. */
  CommandFailure(int exitCode, Throwable cause) {
    super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
