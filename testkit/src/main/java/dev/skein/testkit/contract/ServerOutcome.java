package dev.skein.testkit.contract;

/**
 * How a request went, as its client saw it.
 *
 * @param port the client's; 0 when it is not known
 * @param status of the final response; 0 when the client left before, or there was none
 * @param response as received, each byte a char
 */
record ServerOutcome(int port, int status, String response) {}
