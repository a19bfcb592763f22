package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ClientFields.PORT;

import java.util.ArrayList;
import java.util.List;

/** What can be asked for. */
final class ClientRequestCases {
  private static final String TARGET = "http://127.0.0.1:" + PORT;

  private ClientRequestCases() {}

  private static ClientCase of(String name) {
    return ClientCase.of("requests", name);
  }

  static List<ClientCase> all() {
    List<ClientCase> cases = new ArrayList<>();
    for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
      cases.add(method(method));
    }
    cases.add(
        method("PURGE")
            .with("name", "HTTP")
            .with("http.request.method", "_OTHER")
            .with("http.request.method_original", "PURGE"));
    cases.add(of("query").url(TARGET + "/items?color=red&size=3"));
    cases.add(of("encoded path").url(TARGET + "/items/%C3%BC%20%2F"));
    cases.add(
        of("user and password in the URL")
            .url("http://alice:secret@127.0.0.1:" + PORT + "/items")
            .with("url.full", "http://REDACTED:REDACTED@127.0.0.1:" + PORT + "/items"));
    cases.add(
        of("secret in the query")
            .url(TARGET + "/items?sig=topsecret&size=3&X-Amz-Signature=abc%3D")
            .with("url.full", TARGET + "/items?sig=REDACTED&size=3&X-Amz-Signature=REDACTED"));
    cases.add(
        of("secrets of any case")
            .url(TARGET + "/items?ToKeN=a&size=3&PASSWORD=c&api_key=d&keys=5")
            .with(
                "url.full",
                TARGET + "/items?ToKeN=REDACTED&size=3&PASSWORD=REDACTED&api_key=REDACTED&keys=5"));
    cases.add(
        of("connection that is kept")
            .calls(2)
            .times(2)
            .with(2 + ": " + Fields.ANSWER, 200)
            .with(2 + ": " + ClientFields.BODY, (long) TargetExchange.BODY.length())
            .with(ClientFields.CONNECTIONS, 1L));
    cases.add(
        of("connection that the server closes")
            .script(
                exchange -> {
                  exchange.respond(200, TargetExchange.BODY, "Connection: close");
                  exchange.close();
                })
            .calls(2)
            .times(2)
            .with(2 + ": " + Fields.ANSWER, 200)
            .with(2 + ": " + ClientFields.BODY, (long) TargetExchange.BODY.length())
            .with(ClientFields.CONNECTIONS, 2L));
    return cases;
  }

  private static ClientCase method(String method) {
    ClientCase of = of(method).method(method);
    if (method.startsWith("P")) {
      of.body("{\"item\":7}");
    }
    return method.equals("HEAD") ? of.with(ClientFields.BODY, 0L) : of;
  }
}
