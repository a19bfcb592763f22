package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every kind of status, and which are errors. */
final class StatusCases {
  private StatusCases() {}

  static List<ServerCase> all() {
    Stream<ServerCase> fine =
        IntStream.of(200, 201, 202, 204, 206, 301, 304, 307, 400, 401, 403, 404, 409, 418, 422, 429)
            .mapToObj(StatusCases::status);
    Stream<ServerCase> errors =
        IntStream.of(500, 501, 502, 503, 504, 599)
            .mapToObj(code -> status(code).error(Integer.toString(code)));
    ServerCase informed =
        get("informational response before", "/early-hints").answer(200).route("/early-hints");
    return Stream.of(Stream.of(informed), fine, errors).flatMap(cases -> cases).toList();
  }

  private static ServerCase status(int code) {
    return get("status " + code, "/status/" + code).answer(code).route("/status/{code}");
  }
}
