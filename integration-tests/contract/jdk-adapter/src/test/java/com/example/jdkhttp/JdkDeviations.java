package com.example.jdkhttp;

import static dev.skein.testkit.contract.Deviation.ABSENT;

import dev.skein.testkit.contract.Deviation;
import java.util.List;
import java.util.Map;

/** What cannot be done on the JDK's HTTP server and client as the contracts want it, and why. */
final class JdkDeviations {
  static final List<Deviation> SERVER =
      List.of(
          Deviation.fields(
              "The JDK's server refuses such a request itself.",
              Map.of("spans", 0),
              "OPTIONS of the server",
              "bad escape"),
          Deviation.fields(
              "The JDK's server refuses such a request itself, and closes the connection.",
              Map.of("answer", 0, "spans", 0),
              "CONNECT",
              "300 other headers"),
          Deviation.unsupported(
              "The JDK's server accepts what HTTP/1.1 wants refused.",
              "host with a bad port",
              "no host",
              "long target",
              "long header"),
          Deviation.fields(
              "The JDK's server makes a tab in a header a space.",
              Map.of("tracestate", "rojo= 1 2"),
              "trace state with a tab"),
          Deviation.unsupported(
              "The JDK's server has no such thing.",
              "forwarded inside the server",
              "informational response before",
              "HTTP/2",
              "WebSocket"),
          Deviation.fields(
              "The JDK's server says that an answer was begun, also when it was too late.",
              Map.of("http.response.status_code", 200L),
              "client leaves before the answer",
              "client leaves before a worker's answer"));

  private static final String[] CALLS = {
    "what is sent on", "requests", "answers", "failures", "faults", "trust and privacy"
  };

  static final List<Deviation> CLIENT =
      List.of(
          Deviation.fields(
              "The JDK's client does not say what it is connected to.",
              Map.of(
                  "network.peer.address", ABSENT,
                  "network.peer.port", ABSENT,
                  "2: network.peer.address", ABSENT,
                  "2: network.peer.port", ABSENT),
              CALLS),
          Deviation.unsupported(
              "The JDK's client follows redirects where nobody can see it.",
              "redirect that is followed",
              "two redirects that are followed",
              "redirect to a host that is named",
              "redirect to another host"),
          Deviation.fields(
              "To the JDK's client, a name that does not resolve is a failed connection.",
              Map.of("error.type", "java.net.ConnectException"),
              "name that does not resolve"),
          Deviation.fields(
              "The JDK's client repeats a request where nobody can see it.",
              Map.of("requests", 2, "2: sent traceparent", "of the trace, 01"),
              "connection reset before the answer",
              "connection closed before the answer"),
          Deviation.unsupported(
              "The JDK's client repeats a request where nobody can see it.",
              "kept connection that fails is replaced"));

  private JdkDeviations() {}
}
