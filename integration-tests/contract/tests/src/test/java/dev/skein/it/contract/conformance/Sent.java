package dev.skein.it.contract.conformance;

/** Lines that a service is sent. */
final class Sent {
  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  static final String PARENT = "00f067aa0ba902b7";

  /** The trace is sampled, its id random. */
  static final String TRACEPARENT = traceparent("00-" + TRACE + "-" + PARENT + "-03");

  private Sent() {}

  static String traceparent(String value) {
    return "traceparent: " + value;
  }

  /** Version 00 with these ids and flags. */
  static String traceparent(String traceId, String parentId, String flags) {
    return traceparent("00-" + traceId + "-" + parentId + "-" + flags);
  }

  /** The usual ids with these flags. */
  static String flags(String flags) {
    return traceparent(TRACE, PARENT, flags);
  }

  /** The usual ids in another version, and what follows the flags. */
  static String version(String version, String rest) {
    return traceparent(version + "-" + TRACE + "-" + PARENT + "-01" + rest);
  }

  static String tracestate(String value) {
    return "tracestate: " + value;
  }

  static String baggage(String value) {
    return "baggage: " + value;
  }
}
