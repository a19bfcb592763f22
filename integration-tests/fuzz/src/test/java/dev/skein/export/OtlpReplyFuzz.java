package dev.skein.export;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** What an HTTP reply means: two bytes are its kind, the rest is its body. */
public final class OtlpReplyFuzz {
  private static final String SECRET = "hunter2-and-more";
  private static final int[] STATUSES = {
    200, 202, 204, 301, 307, 400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504, 599
  };
  private static final String[] TYPES = {
    "application/x-protobuf", "", "application/json", "text/plain", "text/html"
  };
  private static final OtlpReply REPLIES =
      new OtlpReply(
          List.of("Bearer " + SECRET), InstantSource.fixed(Instant.ofEpochSecond(1_784_000_000)));

  private OtlpReplyFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    int status = STATUSES[(data[0] & 0xFF) % STATUSES.length];
    String type = TYPES[(data[1] & 0x0F) % TYPES.length];
    byte[] body = Arrays.copyOfRange(data, 2, data.length);
    HttpReply reply =
        new HttpReply(
            status,
            type,
            (data[1] & 0x10) != 0,
            "12",
            Input.latin1(body),
            body,
            (data[1] & 0x20) == 0);
    ExportResult result = REPLIES.result(reply);
    Check.that(result.outcome() != null, "every reply means something");
    String message = result.message();
    if (message != null) {
      Check.isPrintable(message);
      Check.that(message.length() <= 700, "a message is short", message);
      Check.that(!message.contains(SECRET), "no secret is repeated", message);
    }
    Duration pause = result.retryAfter();
    if (pause != null) {
      Check.that(!pause.isNegative() && pause.toSeconds() <= 300, "a pause is bounded", pause);
    }
    boolean success = result.outcome() == ExportResult.Outcome.EXPORTED;
    Check.that(!success || status < 300, "only success is success", status);
    if (status < 300 && type.contains("protobuf") && reply.complete && !reply.encoded) {
      rejected(body, result);
    }
    Check.allocates(32L * body.length + 16_384, () -> REPLIES.result(reply));
  }

  private static void rejected(byte[] body, ExportResult result) {
    try {
      long rejected =
          ExportTraceServiceResponse.parseFrom(body).getPartialSuccess().getRejectedSpans();
      Check.same(result.rejectedSpans(), Math.max(0, rejected), "the spans that were rejected");
    } catch (InvalidProtocolBufferException e) {
      Check.that(result.rejectedSpans() >= 0, "no number is negative");
    }
  }
}
