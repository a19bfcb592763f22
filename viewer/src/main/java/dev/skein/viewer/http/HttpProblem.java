package dev.skein.viewer.http;

/** A request that cannot be met: the status to answer with, and the words for whoever sent it. */
final class HttpProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  HttpProblem(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static HttpProblem badRequest(String message) {
    return new HttpProblem(400, message);
  }

  static HttpProblem notFound(String message) {
    return new HttpProblem(404, message);
  }

  int status() {
    return status;
  }

  /** What is wrong, and what was expected. */
  String text() {
    return String.valueOf(getMessage());
  }
}
