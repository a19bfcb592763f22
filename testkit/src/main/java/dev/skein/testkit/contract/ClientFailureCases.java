package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ClientFields.PORT;

import java.time.Duration;
import java.util.List;

/** What can go wrong. */
final class ClientFailureCases {
  /** Long enough for any client to have sent its request, and seen the head of an answer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private ClientFailureCases() {}

  private static ClientCase of(String name) {
    return ClientCase.of("failures", name);
  }

  static List<ClientCase> all() {
    return List.of(
        of("refused connection").nobodyListens().fails("java.net.ConnectException").isNotReceived(),
        of("name that does not resolve")
            .url("http://nowhere.invalid/items")
            .nobodyListens()
            .fails("java.net.UnknownHostException")
            .hasNoPeer()
            .with("server.address", "nowhere.invalid")
            .with("server.port", 80L),
        of("certificate that nobody vouches for")
            .url("https://127.0.0.1:" + PORT + "/items")
            .fails("javax.net.ssl.SSLHandshakeException")
            .isNotReceived(),
        of("connection reset before the answer").script(TargetExchange::reset).fails(),
        of("connection closed before the answer").script(TargetExchange::close).fails(),
        of("connection closed within the headers")
            .script(
                exchange -> {
                  exchange.send("HTTP/1.1 200 OK\r\nContent-Le");
                  exchange.close();
                })
            .fails(),
        of("answer that is no HTTP")
            .script(
                exchange -> {
                  exchange.send("I am a teapot\r\n\r\n");
                  exchange.close();
                })
            .fails(),
        of("connection closed within the body")
            .script(
                exchange -> {
                  exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\npart");
                  exchange.close();
                })
            .with(Fields.ANSWER, 0)
            .with(ClientFields.BODY, 0L),
        of("timeout").timeout(TIMEOUT).script(TargetExchange::hold).fails(),
        of("timeout within the body")
            .timeout(TIMEOUT)
            .script(
                exchange -> {
                  exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\npart");
                  exchange.hold();
                })
            .with(Fields.ANSWER, 0)
            .with(ClientFields.BODY, 0L),
        of("call that is given up")
            .isGivenUp()
            .script(TargetExchange::hold)
            .with(Fields.ANSWER, 0)
            .with(ClientFields.BODY, 0L)
            .lacks("http.response.status_code", "network.protocol.version"),
        retry());
  }

  /** The second request finds that the server no longer wants the connection. */
  private static ClientCase retry() {
    return of("kept connection that fails is replaced")
        .script(
            exchange -> {
              if (exchange.number() == 1) {
                exchange.close();
              } else {
                exchange.respond(200, TargetExchange.BODY);
              }
            })
        .calls(2)
        .times(3)
        .with("2: " + Fields.ANSWER, 200)
        .with("2: " + ClientFields.BODY, (long) TargetExchange.BODY.length())
        .with("2: error.type", ClientFields.AN_EXCEPTION)
        .with("2: status", "ERROR")
        .with("2: events", List.of("exception"))
        .lacks("2: http.response.status_code", "2: network.protocol.version")
        .with("3: http.request.resend_count", 1L)
        .anyError();
  }
}
