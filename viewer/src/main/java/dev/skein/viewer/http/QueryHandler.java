package dev.skein.viewer.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Answers questions on a worker, however long they take and however much there is to say. */
final class QueryHandler {
  private static final Logger LOGGER = System.getLogger(QueryHandler.class.getName());

  private final Vertx vertx;
  private final Workers workers;
  private final Answers answers;

  QueryHandler(Vertx vertx, Workers workers, Answers answers) {
    this.vertx = vertx;
    this.workers = workers;
    this.answers = answers;
  }

  /** Answers a request by what a question is answered with. */
  void handle(HttpServerRequest request, Question question) {
    Context context = vertx.getOrCreateContext();
    if (!workers.query(() -> answer(request, question, context))) {
      answers.error(request, new HttpProblem(503, "too many questions at once; try again"));
    }
  }

  private void answer(HttpServerRequest request, Question question, Context context) {
    ResponseStream stream =
        new ResponseStream(
            context,
            request.response(),
            request.method().equals(HttpMethod.HEAD),
            workers.slowClients());
    try {
      Answer answer = question.answer();
      prepare(request.response(), answer, context);
      answer.body().writeTo(stream);
      stream.close();
    } catch (HttpProblem problem) {
      context.runOnContext(run -> answers.error(request, problem));
    } catch (IOException | UncheckedIOException gone) {
      LOGGER.log(Level.DEBUG, "An answer was not taken", gone);
      context.runOnContext(run -> request.connection().close());
    } catch (RuntimeException | Error e) {
      // also an Error: a question must not end the worker, nor leave the client waiting
      LOGGER.log(Level.WARNING, "A question could not be answered: " + request.path(), e);
      context.runOnContext(run -> fail(request, stream.begun()));
    }
  }

  private static void prepare(HttpServerResponse response, Answer answer, Context context) {
    context.runOnContext(
        run -> {
          if (response.headWritten() || response.closed()) {
            return;
          }
          response
              .putHeader("Content-Type", answer.contentType())
              .putHeader("Cache-Control", "no-store");
          String fileName = answer.fileName();
          if (fileName != null) {
            response.putHeader("Content-Disposition", "attachment; filename=\"" + fileName + '"');
          }
        });
  }

  private void fail(HttpServerRequest request, boolean begun) {
    if (begun) {
      // an answer cut off is seen as such
      request.connection().close();
    } else {
      request.response().headers().remove("Content-Disposition");
      answers.error(request, new HttpProblem(500, "an error of the viewer's: see its log"));
    }
  }

  /** What a request asks; runs on a worker. */
  @FunctionalInterface
  interface Question {
    Answer answer() throws HttpProblem;
  }
}
