package dev.skein.viewer.http;

import dev.skein.viewer.ingest.DecodedSpans;
import dev.skein.viewer.ingest.MalformedSpansException;
import dev.skein.viewer.ingest.SpanDecoder;
import dev.skein.viewer.store.TraceStore;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Takes spans. Bodies are collected on the event loop, decoded and stored by workers, and answered
 * when the spans can be found; what is received and not yet stored is bounded in bytes.
 */
final class Ingest {
  private static final Logger LOGGER = System.getLogger(Ingest.class.getName());
  private static final byte[] NO_BODY = {};

  private final Vertx vertx;
  private final Limits limits;
  private final TraceStore store;
  private final Workers workers;
  private final Answers answers;
  private final ReceivedCounts counts;
  private final ByteBudget budget;

  Ingest(
      Vertx vertx,
      Limits limits,
      TraceStore store,
      Workers workers,
      Answers answers,
      ReceivedCounts counts) {
    this.vertx = vertx;
    this.limits = limits;
    this.store = store;
    this.workers = workers;
    this.answers = answers;
    this.counts = counts;
    budget = new ByteBudget(limits.receiveLimit());
  }

  /** {@code POST /v1/traces}. */
  void otlp(HttpServerRequest request) {
    String type = mediaType(request);
    OtlpAnswer answer =
        type.equals(OtlpAnswer.PROTOBUF.contentType()) ? OtlpAnswer.PROTOBUF : OtlpAnswer.JSON;
    Consumer<HttpProblem> refuse =
        problem ->
            answers.send(request, problem.status(), answer.contentType(), answer.refused(problem));
    if (!type.equals(answer.contentType())) {
      reject(
          new HttpProblem(
              415, "the Content-Type has to be application/x-protobuf or application/json"),
          refuse);
      return;
    }
    Decoder decoder =
        answer == OtlpAnswer.PROTOBUF
            ? body -> SpanDecoder.otlpProtobuf(body.bytes())
            : body -> SpanDecoder.otlpJson(body.bytes());
    receive(
        request,
        limits.maxBodyBytes(),
        decoder,
        spans -> {
          byte[] body = answer.accepted(spans.rejected(), spans.reason());
          return () -> answers.send(request, 200, answer.contentType(), body);
        },
        refuse);
  }

  /** {@code POST /api/v2/spans}. */
  void zipkin(HttpServerRequest request) {
    Consumer<HttpProblem> refuse =
        problem ->
            answers.send(
                request,
                problem.status(),
                Answers.TEXT,
                (problem.text() + "\n").getBytes(StandardCharsets.UTF_8));
    String type = mediaType(request);
    // Zipkin's server takes a body without a type as JSON, and so its clients may send it
    if (!type.isEmpty() && !type.equals("application/json")) {
      reject(new HttpProblem(415, "the Content-Type has to be application/json"), refuse);
      return;
    }
    receive(
        request,
        limits.maxBodyBytes(),
        body -> SpanDecoder.zipkinJson(body.bytes()),
        spans -> () -> answers.send(request, 202, Answers.TEXT, NO_BODY),
        refuse);
  }

  /** {@code POST /api/import}. */
  void imported(HttpServerRequest request) {
    receive(
        request,
        limits.importLimit(),
        this::file,
        spans -> {
          byte[] body = new ImportJson(spans).toBytes();
          return () -> answers.send(request, 200, Json.TYPE, body);
        },
        problem -> answers.error(request, problem));
  }

  /** A file may have been compressed before it was sent, once. */
  private DecodedSpans file(ReceivedBody body) throws MalformedSpansException, HttpProblem {
    ContentEncoding encoding = ContentEncoding.ofFile(body.bytes());
    body.decode(encoding, limits.importLimit());
    if (encoding != ContentEncoding.IDENTITY
        && ContentEncoding.ofFile(body.bytes()) != ContentEncoding.IDENTITY) {
      throw HttpProblem.badRequest("gzip in gzip");
    }
    return SpanDecoder.any(body.bytes(), limits.importLimit());
  }

  private static String mediaType(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    if (type == null) {
      return "";
    }
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  private void reject(HttpProblem problem, Consumer<HttpProblem> refuse) {
    counts.requests.increment();
    counts.rejectedRequests.increment();
    refuse.accept(problem);
  }

  private void receive(
      HttpServerRequest request,
      int limit,
      Decoder decoder,
      Accepted accepted,
      Consumer<HttpProblem> refuse) {
    ContentEncoding encoding;
    try {
      encoding = ContentEncoding.of(request.getHeader("Content-Encoding"));
    } catch (HttpProblem problem) {
      reject(problem, refuse);
      return;
    }
    counts.requests.increment();
    Consumer<HttpProblem> refused =
        problem -> {
          counts.rejectedRequests.increment();
          refuse.accept(problem);
        };
    Context context = vertx.getOrCreateContext();
    ByteBudget.Share share = budget.share();
    RequestBody.read(
        vertx,
        request,
        limit,
        limits.bodyTimeout(),
        share,
        bytes -> {
          counts.bytes.add(bytes.length);
          ReceivedBody body = new ReceivedBody(bytes, share);
          Runnable task =
              () -> {
                Runnable answer = store(body, encoding, limit, decoder, accepted, refused);
                context.runOnContext(run -> answer.run());
              };
          if (!workers.ingest(task)) {
            body.close();
            refused.accept(new HttpProblem(503, "the viewer is closing"));
          }
        },
        refused);
  }

  /** Decodes and stores on a worker, and returns what is to be done on the event loop. */
  private Runnable store(
      ReceivedBody body,
      ContentEncoding encoding,
      int limit,
      Decoder decoder,
      Accepted accepted,
      Consumer<HttpProblem> refused) {
    try (body) {
      body.decode(encoding, limit);
      DecodedSpans spans = decoder.decode(body);
      store.add(spans.spans());
      counts.rejectedSpans.add(spans.rejected());
      return accepted.to(spans);
    } catch (HttpProblem problem) {
      return () -> refused.accept(problem);
    } catch (MalformedSpansException e) {
      return () -> refused.accept(HttpProblem.badRequest(String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      // also an Error: one client's body must not end the worker, nor leave the client waiting
      LOGGER.log(Level.WARNING, "A body of spans could not be stored", e);
      return () ->
          refused.accept(new HttpProblem(500, "the spans could not be stored: see the log"));
    }
  }

  @FunctionalInterface
  private interface Decoder {
    DecodedSpans decode(ReceivedBody body) throws MalformedSpansException, HttpProblem;
  }

  @FunctionalInterface
  private interface Accepted {
    Runnable to(DecodedSpans spans);
  }
}
