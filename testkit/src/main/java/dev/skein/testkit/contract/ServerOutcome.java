package dev.skein.testkit.contract;

/**
 * How a request went, as its client saw it.
 *
 * @param clientPort 0 when it is not known
 * @param serverPort that it was sent to
 * @param status of the final response; 0 when the client left before, or there was none
 * @param response as received, each byte a char
 * @param body of the response
 */
record ServerOutcome(int clientPort, int serverPort, int status, String response, String body) {}
