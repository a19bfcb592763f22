package dev.skein.export;

import dev.skein.internal.Nullable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What an HTTP reply to an OTLP request means. */
final class OtlpReply {
  private static final String PROTOBUF = "application/x-protobuf";

  /** Shorter ones would be found in ordinary words. */
  private static final int SHORTEST_SECRET = 6;

  private final List<String> secrets;
  private final InstantSource wallClock;

  /**
   * Creates a reader of replies.
   *
   * @param secrets header values, which a reply might repeat and nobody may print
   */
  OtlpReply(Collection<String> secrets, InstantSource wallClock) {
    this.secrets = new ArrayList<>();
    this.wallClock = wallClock;
    for (String secret : secrets) {
      addSecret(secret);
      // Of "Bearer abc", "abc" is the secret.
      addSecret(secret.substring(secret.lastIndexOf(' ') + 1));
    }
  }

  private void addSecret(String secret) {
    if (secret.length() >= SHORTEST_SECRET) {
      secrets.add(secret);
    }
  }

  ExportResult result(HttpReply reply) {
    int status = reply.status;
    if (status >= 200 && status < 300) {
      return isWebPage(reply)
          ? ExportResult.retry("HTTP " + status + " with a web page: no OTLP endpoint", null)
          : success(reply);
    }
    String message = "HTTP " + status + detail(reply);
    return switch (status) {
      case 429, 502, 503, 504 -> ExportResult.retry(message, retryAfter(reply));
      case 400 -> ExportResult.invalid(message);
      case 401, 403 -> ExportResult.failed(message + "; are the exporter's headers right?");
      case 407 -> ExportResult.retry(message + "; the proxy wants other credentials", null);
      case 413 -> ExportResult.tooLarge(message);
      default -> ExportResult.failed(status < 400 ? redirect(reply) : message);
    };
  }

  /** Redirects are not followed: they could lead the headers, and what they hold, anywhere. */
  private static String redirect(HttpReply reply) {
    String host = host(reply.location);
    return "HTTP "
        + reply.status
        + ": redirects are not followed; is the endpoint right?"
        + (host == null ? "" : " It seems to have moved to " + ErrorText.of(host));
  }

  /** Nothing but the host: what comes after it may hold a secret. */
  private static @Nullable String host(String location) {
    try {
      return URI.create(location).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** What a captive portal or a log-in page answers; no protobuf and no JSON begins like that. */
  private static boolean isWebPage(HttpReply reply) {
    if (reply.contentType.equals("text/html")) {
      return true;
    }
    int at = 0;
    while (at < reply.body.length && reply.body[at] <= ' ' && reply.body[at] >= 0) {
      at++;
    }
    return !reply.encoded && at < reply.body.length && reply.body[at] == '<';
  }

  private @Nullable Duration retryAfter(HttpReply reply) {
    return RetryAfter.parse(reply.retryAfter, wallClock.instant());
  }

  /** A body that cannot be read says nothing against the delivery. */
  private ExportResult success(HttpReply reply) {
    boolean protobuf = reply.contentType.equals(PROTOBUF) || reply.contentType.isEmpty();
    if (!protobuf || reply.encoded || !reply.complete) {
      return ExportResult.success();
    }
    try {
      return partialSuccess(new ProtoInput(reply.body));
    } catch (MalformedOtlpException e) {
      return ExportResult.success();
    }
  }

  /**
   * {@code ExportTraceServiceResponse}: partial_success 1 { rejected_spans 1, error_message 2 }.
   */
  private ExportResult partialSuccess(ProtoInput in) throws MalformedOtlpException {
    long rejected = 0;
    String message = "";
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag != 0x0A) {
        in.skip(tag);
        continue;
      }
      int outer = in.enter();
      for (int field = in.tag(); field != 0; field = in.tag()) {
        switch (field) {
          case 0x08 -> rejected = in.varint();
          case 0x12 -> message = in.string();
          default -> in.skip(field);
        }
      }
      in.leave(outer);
    }
    if (rejected <= 0 && message.isEmpty()) {
      return ExportResult.success();
    }
    return ExportResult.partial(Math.max(0, rejected), message.isEmpty() ? null : clean(message));
  }

  /** What the endpoint says about its refusal: {@code google.rpc.Status.message}, or plain text. */
  private String detail(HttpReply reply) {
    if (reply.encoded || reply.body.length == 0) {
      return "";
    }
    String text = "";
    if (reply.contentType.equals(PROTOBUF)) {
      text = statusMessage(new ProtoInput(reply.body));
    } else if (reply.contentType.equals("text/plain")
        || reply.contentType.equals("application/json")) {
      text = new String(reply.body, StandardCharsets.UTF_8).trim();
    }
    return text.isEmpty() ? "" : ": " + clean(text);
  }

  private static String statusMessage(ProtoInput in) {
    String message = "";
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == 0x12) {
          message = in.string();
        } else {
          in.skip(tag);
        }
      }
    } catch (MalformedOtlpException e) {
      // Then there is no message.
    }
    return message;
  }

  private String clean(String text) {
    String safe = text;
    for (String secret : secrets) {
      safe = safe.replace(secret, "***");
    }
    return ErrorText.of(safe);
  }
}
