package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ClientFields.PORT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the server may answer, and when the span ends. */
final class ClientAnswerCases {
  private static final int LARGE = 4 * 1024 * 1024;
  private static final long SLOW_MILLIS = 200;
  private static final String OTHER_URL = "http://127.0.0.1:" + PORT + "/elsewhere";

  private static final List<Integer> STATUSES =
      List.of(
          200, 201, 202, 204, 206, 301, 302, 304, 307, 308, 400, 401, 403, 404, 409, 418, 422, 429,
          500, 501, 502, 503, 504, 599);

  private ClientAnswerCases() {}

  private static ClientCase of(String name) {
    return ClientCase.of("answers", name);
  }

  static List<ClientCase> all() {
    List<ClientCase> cases = new ArrayList<>();
    STATUSES.forEach(status -> cases.add(status(status)));
    cases.add(of("100 Continue").script(interim("HTTP/1.1 100 Continue\r\n\r\n")));
    cases.add(
        of("103 Early Hints")
            .script(interim("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n")));
    addRedirects(cases);
    addBodies(cases);
    return cases;
  }

  private static ClientCase status(int status) {
    ClientCase of = of(Integer.toString(status)).status(status);
    of.script(
        status / 100 == 3 && status != 304
            ? TargetScript.status(status, "Location: /elsewhere")
            : TargetScript.status(status));
    if (status == 204 || status == 304) {
      of.with(ClientFields.BODY, 0L);
    }
    return status < 400 ? of : of.error(Integer.toString(status));
  }

  private static TargetScript interim(String head) {
    return exchange -> {
      exchange.send(head);
      exchange.respond(200, TargetExchange.BODY);
    };
  }

  private static void addRedirects(List<ClientCase> cases) {
    cases.add(
        of("redirect that is followed")
            .followRedirects()
            .script(redirects(1, 302))
            .times(2)
            .with("http.response.status_code", 302L)
            .with("2: url.full", OTHER_URL)
            .with("2: http.request.resend_count", 1L));
    cases.add(
        of("two redirects that are followed")
            .followRedirects()
            .script(redirects(2, 307))
            .times(3)
            .with("http.response.status_code", 307L)
            .with("2: http.response.status_code", 307L)
            .with("2: url.full", OTHER_URL)
            .with("3: url.full", OTHER_URL)
            .with("2: http.request.resend_count", 1L)
            .with("3: http.request.resend_count", 2L));
  }

  private static TargetScript redirects(int count, int status) {
    return exchange -> {
      if (exchange.number() < count) {
        exchange.respond(status, "", "Location: /elsewhere");
      } else {
        exchange.respond(200, TargetExchange.BODY);
      }
    };
  }

  private static void addBodies(List<ClientCase> cases) {
    cases.add(
        of("empty body").script(exchange -> exchange.respond(200, "")).with(ClientFields.BODY, 0L));
    cases.add(
        of("chunked body")
            .script(
                exchange -> {
                  exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  exchange.send("5\r\nchunk\r\n");
                  exchange.send("6\r\n chunk\r\n0\r\n\r\n");
                })
            .with(ClientFields.BODY, 11L));
    cases.add(
        of("body up to the end of the connection")
            .script(
                exchange -> {
                  exchange.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall of it");
                  exchange.close();
                })
            .with(ClientFields.BODY, 9L));
    cases.add(
        of("large body")
            .script(exchange -> exchange.respond(200, "x".repeat(LARGE)))
            .with(ClientFields.BODY, (long) LARGE));
    cases.add(
        of("slow headers")
            .script(
                exchange -> {
                  exchange.pause(SLOW_MILLIS);
                  exchange.respond(200, TargetExchange.BODY);
                })
            .lasts(Duration.ofMillis(SLOW_MILLIS)));
    cases.add(
        of("slow body")
            .script(
                exchange -> {
                  exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
                  exchange.awaitSpan();
                  exchange.send("k");
                })
            .with(ClientFields.ENDED, "at the headers"));
  }
}
