package dev.skein.testkit.contract;

/**
 * How a request went, as its client saw it.
 *
 * @param clientPort 0 when it is not known, -1 when the request failed
 * @param serverPort that it was sent to
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2}
 * @param status of the final response; 0 when the client left before, or there was none
 * @param response as received, each byte a char
 * @param body of the response; what went wrong when the request failed
 */
record ServerOutcome(
    int clientPort, int serverPort, String protocol, int status, String response, String body) {
  static final String HTTP_1 = "HTTP/1.1";
  static final String HTTP_2 = "HTTP/2";

  /** What is known of a request that was not answered in time, or in another protocol. */
  static ServerOutcome failed(int serverPort, Exception failure) {
    return new ServerOutcome(-1, serverPort, "", 0, "", failure.toString());
  }

  boolean isFailed() {
    return clientPort < 0;
  }
}
