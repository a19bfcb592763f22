package dev.skein.testkit.contract;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.http.HttpAttributes;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerTracer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** Adapters that get the route, the handler or its answer wrong. */
final class HandlingMutants {
  private HandlingMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "takes the path for the route",
            RouteIsPath::new,
            Mutant.and(
                Mutant.statuses(200, 600),
                "item",
                "nested",
                "variable with a pattern",
                "unknown item",
                "trailing slash",
                "encoded path",
                "encoded slash",
                "forwarded inside the server")),
        Mutant.of(
            "does not know the route",
            NoRoute::new,
            "root",
            "route without REST",
            "moved",
            "query",
            "empty query",
            "absolute target",
            "authorized",
            "WebSocket"),
        Mutant.of(
            "has a route for everything",
            RouteForEverything::new,
            "no route",
            "wrong method",
            "unknown method",
            "method in lower case",
            "kept alive 6, no route",
            "OPTIONS of the server"),
        Mutant.of("starts again when forwarded", StartsAgain::new, "forwarded inside the server"),
        Mutant.of(
            "is not current in the handler",
            NotCurrent::new,
            "application's attributes",
            "application's attributes from a worker",
            "application's name",
            "baggage over several lines"),
        Mutant.of("has the last word about the name", LastName::new, "application's name"),
        Mutant.of(
            "reads the body that was the handler's",
            ReadsBody::new,
            "create",
            "create in chunks",
            "create when told to go on",
            "POST",
            "upload",
            "upload in chunks",
            "kept alive 3, a body"),
        Mutant.of(
            "cuts the response", CutsResponse::new, "large", "large and read slowly", "chunks"),
        Mutant.of(
            "keeps the authorization",
            KeepsAuthorization::new,
            "not authorized",
            "authorized",
            "header that is never recorded"),
        Mutant.of(
            "records queries as they are",
            RecordsEmptyQuery::new,
            "empty query",
            "query",
            "secrets of any case"),
        Mutant.of(
            "keeps the whole user agent", WholeUserAgent::new, "user agent of 2,000 characters"),
        Mutant.of(
            "believes in proxies of any name",
            BelievesNonsense::new,
            "forwarded by nonsense",
            "x-forwarded"));
  }

  private static class RouteIsPath extends ReferenceTracing {
    RouteIsPath(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void route(String template) {
      super.route(request.target());
    }
  }

  private static class NoRoute extends ReferenceTracing {
    NoRoute(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void route(String template) {}
  }

  private static class RouteForEverything extends ReferenceTracing {
    RouteForEverything(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void noRoute() {
      route("/*");
    }
  }

  private static class StartsAgain extends ReferenceTracing {
    StartsAgain(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void forwarded() {
      tracer.start(request).end();
    }
  }

  private static class NotCurrent extends ReferenceTracing {
    NotCurrent(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    Scope attach() {
      return skein.attach(Context.root());
    }
  }

  private static class LastName extends ReferenceTracing {
    LastName(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    void done() {
      if (span.route() != null) {
        span.span().updateName(request.method() + " " + span.route());
      }
      super.done();
    }
  }

  private static class ReadsBody extends ReferenceTracing {
    ReadsBody(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    InputStream body(InputStream body) {
      return new ByteArrayInputStream(new byte[0]);
    }
  }

  private static class CutsResponse extends ReferenceTracing {
    CutsResponse(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    byte[] part(byte[] bytes) {
      return Arrays.copyOf(bytes, bytes.length - 1);
    }
  }

  private static class KeepsAuthorization extends ReferenceTracing {
    KeepsAuthorization(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
      String value = request.header("authorization");
      span.span().setAttribute("http.request.header.authorization", value);
    }
  }

  private static class RecordsEmptyQuery extends ReferenceTracing {
    RecordsEmptyQuery(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
      String target = request.target();
      if (target != null && target.contains("?")) {
        String query = target.substring(target.indexOf('?') + 1);
        span.span().setAttribute(HttpAttributes.URL_QUERY, query);
      }
    }
  }

  private static class WholeUserAgent extends ReferenceTracing {
    WholeUserAgent(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
      String userAgent = request.header("user-agent");
      span.span().setAttribute(HttpAttributes.USER_AGENT_ORIGINAL, userAgent);
    }
  }

  private static class BelievesNonsense extends ReferenceTracing {
    BelievesNonsense(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
      String client = request.header("x-forwarded-for");
      if (client != null) {
        span.span().setAttribute(HttpAttributes.CLIENT_ADDRESS, client);
      }
    }
  }
}
