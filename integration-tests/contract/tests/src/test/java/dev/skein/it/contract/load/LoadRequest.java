package dev.skein.it.contract.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One of many requests, with a trace of its own. Immutable.
 *
 * @param number from zero
 * @param kind of thread that the service works on: {@code loop}, {@code worker} or {@code virtual}
 */
record LoadRequest(int number, String kind, Patience patience) {
  /** How long the client waits. */
  enum Patience {
    /** For the answer. */
    TO_THE_END,
    /** Not as long as the work takes: it closes the connection. */
    FOR_A_WHILE,
    /** Closes the connection once it has sent the request. */
    NONE,
    /** Resets the connection once it has sent the request. */
    RESET
  }

  /** How long the service waits where waiting blocks no thread of a pool. */
  private static final int DELAY_MILLIS = 3_000;

  /** How long it waits on a thread of a small pool, which all the others need. */
  private static final int WORKER_DELAY_MILLIS = 2;

  private static final long TRACE_ID_HIGH = 0x10adc0de00000000L;
  private static final long PARENT_ID_HIGH = 0x7e57000000000000L;

  /** A mix of kinds of which some leave: of each 20 requests one times out, two are aborted. */
  static List<LoadRequest> mix(int count, List<String> kinds) {
    List<LoadRequest> mix = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      // the number of kinds has no common divisor with 20 that would pair them
      String kind = kinds.get(i / 20 % kinds.size());
      mix.add(new LoadRequest(i, kind, patience(i % 20)));
    }
    return mix;
  }

  private static Patience patience(int place) {
    return switch (place) {
      case 3 -> Patience.FOR_A_WHILE;
      case 9 -> Patience.NONE;
      case 15 -> Patience.RESET;
      default -> Patience.TO_THE_END;
    };
  }

  boolean isAnswered() {
    return patience == Patience.TO_THE_END;
  }

  String path() {
    return "/load/" + kind;
  }

  String leafPath() {
    return "/load-leaf/" + kind;
  }

  String traceId() {
    return String.format("%016x%016x", TRACE_ID_HIGH, number + 1L);
  }

  String parentId() {
    return String.format("%016x", PARENT_ID_HIGH + number);
  }

  byte[] bytes() {
    int delay = kind.equals("worker") ? WORKER_DELAY_MILLIS : DELAY_MILLIS;
    return String.join(
            "\r\n",
            "GET " + path() + " HTTP/1.1",
            "Host: 127.0.0.1",
            "Connection: close",
            "X-Delay-Millis: " + delay,
            "traceparent: 00-" + traceId() + "-" + parentId() + "-01",
            "",
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
