package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;
import static dev.skein.testkit.contract.ServerCase.request;

import dev.skein.testkit.contract.ServerCase.Patience;
import java.util.List;

/** Bodies of all sizes: the span ends with the last byte. */
final class ResponseCases {
  private static final int UPLOAD = 8 << 20;
  private static final int CHUNK = 64 << 10;
  private static final int CHUNKS = 32;

  private ResponseCases() {}

  static List<ServerCase> all() {
    String chunk = Integer.toHexString(CHUNK) + "\r\n" + "x".repeat(CHUNK) + "\r\n";
    return List.of(
        get("empty", "/empty").answer(200).route("/empty").answerLength(0),
        get("chunks", "/chunks")
            .answer(200)
            .route("/chunks")
            .answerBody("chunk chunk chunk ")
            .lastsMillis(200),
        get("server-sent events", "/events")
            .header("Accept: text/event-stream")
            .answer(200)
            .route("/events")
            .lastsMillis(200),
        get("large", "/large").answer(200).route("/large").answerLength(BodyRoutes.LARGE),
        get("large and read slowly", "/large")
            .patience(Patience.SLOWLY_TO_THE_END)
            .answer(200)
            .route("/large")
            .answerLength(BodyRoutes.LARGE)
            .lastsMillis(300),
        request("upload", "POST", "/upload")
            .body("application/octet-stream", "x".repeat(UPLOAD))
            .answer(200)
            .route("/upload")
            .answerBody(Integer.toString(UPLOAD)),
        request("upload in chunks", "POST", "/upload")
            .header("Content-Type: application/octet-stream")
            .header("Transfer-Encoding: chunked")
            .rawBody(chunk.repeat(CHUNKS) + "0\r\n\r\n")
            .answer(200)
            .route("/upload")
            .answerBody(Integer.toString(CHUNK * CHUNKS)));
  }
}
