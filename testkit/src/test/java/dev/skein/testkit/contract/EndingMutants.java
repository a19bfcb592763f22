package dev.skein.testkit.contract;

import dev.skein.Skein;
import dev.skein.StatusCode;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerTracer;
import java.util.List;

/** Adapters that choose the wrong moment, or the wrong end. */
final class EndingMutants {
  private EndingMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "does not see the status",
            NoStatus::new,
            Mutant.and(
                Mutant.statuses(200, 600),
                "unavailable",
                "time limit",
                "not authenticated",
                "empty",
                "empty body",
                "malformed body",
                "declined",
                "body too large",
                "unsupported body",
                "unacceptable",
                "kept alive 5, failed",
                "WebSocket")),
        Mutant.of("sees the first status only", FirstStatus::new, "informational response before"),
        Mutant.of(
            "does not see failures",
            NoFailures::new,
            "broken",
            "broken later",
            "broken future",
            "wrong",
            "exception that is a 503",
            "error before routing",
            "cut short",
            "pipelined 2",
            "kept alive 5, failed"),
        Mutant.of(
            "takes every exception for an error", EveryFailure::new, "exception that is a 409"),
        Mutant.of(
            "ends with the head of the response",
            EndsAtHead::new,
            "chunks",
            "server-sent events",
            "large and read slowly",
            "cut short",
            "client leaves in the middle",
            "pipelined 4"),
        Mutant.of(
            "does not notice who leaves",
            NoAborts::new,
            "client leaves before the answer",
            "client leaves before a worker's answer",
            "client leaves in the middle",
            "client leaves in the middle of a large body",
            "client leaves while it sends",
            "server resets"),
        Mutant.of(
            "leaves spans open when the client leaves",
            OpenAfterAbort::new,
            "client leaves before the answer",
            "client leaves in the middle",
            "client leaves while it sends"),
        Mutant.of(
            "traces only what a route serves",
            OnlyRoutes::new,
            "no route",
            "wrong method",
            "TRACE",
            "CONNECT",
            "QUERY",
            "bad escape",
            "long target",
            "no host",
            "long header",
            "error before routing",
            "pipelined 3"));
  }

  private static class NoStatus extends ReferenceTracing {
    NoStatus(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void responded(int status) {}
  }

  private static class FirstStatus extends ReferenceTracing {
    private boolean informed;

    FirstStatus(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void informed(int status) {
      informed = true;
      span.response(status);
    }

    @Override
    void responded(int status) {
      if (!informed) {
        super.responded(status);
      }
    }
  }

  private static class NoFailures extends ReferenceTracing {
    NoFailures(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void failed(Throwable failure) {}
  }

  private static class EveryFailure extends ReferenceTracing {
    EveryFailure(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void failed(Throwable failure) {
      span.span().setStatus(StatusCode.ERROR);
    }
  }

  private static class EndsAtHead extends ReferenceTracing {
    EndsAtHead(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void headSent() {
      done();
    }
  }

  private static class NoAborts extends ReferenceTracing {
    NoAborts(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void gone() {}
  }

  private static class OpenAfterAbort extends ReferenceTracing {
    private boolean gone;

    OpenAfterAbort(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void gone() {
      gone = true;
    }

    @Override
    void done() {
      if (!gone) {
        super.done();
      }
    }
  }

  private static class OnlyRoutes extends ReferenceTracing {
    private boolean routed;

    OnlyRoutes(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void route(String template) {
      routed = true;
      super.route(template);
    }

    @Override
    void done() {
      if (routed) {
        super.done();
      }
    }
  }
}
