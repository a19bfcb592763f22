package dev.skein.viewer.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What answers which request. */
final class Routes {
  private static final Logger LOGGER = System.getLogger(Routes.class.getName());
  private static final Set<String> NO_PARAMETERS = Set.of();
  private static final Set<String> TIME = Set.of("from", "to");

  private final Router router;
  private final Set<String> answered = new TreeSet<>();
  private final Answers answers;
  private final QueryHandler queries;
  private final PageFiles files;
  private final SecurityHeaders pageHeaders;

  Routes(Vertx vertx, Answers answers, QueryHandler queries) {
    router = Router.router(vertx);
    this.answers = answers;
    this.queries = queries;
    files = new PageFiles();
    pageHeaders = new SecurityHeaders(files.index());
  }

  Router router() {
    return router;
  }

  /** Methods and paths that are answered, such as {@code GET /health}. */
  Set<String> answered() {
    return answered;
  }

  /** What every request passes before it is answered. */
  void first(Handler<RoutingContext> handler) {
    router.route().handler(handler).failureHandler(this::failed);
  }

  void ingest(Ingest ingest) {
    at("/v1/traces", Map.of(HttpMethod.POST, context -> ingest.otlp(context.request())));
    at("/api/v2/spans", Map.of(HttpMethod.POST, context -> ingest.zipkin(context.request())));
    at("/api/import", Map.of(HttpMethod.POST, context -> ingest.imported(context.request())));
  }

  void api(Api api, LiveTail live, Supplier<Answer> stats) {
    Set<String> found = with(Parameters.SEARCH, "limit", "before");
    Map<HttpMethod, Handler<RoutingContext>> traces = new LinkedHashMap<>();
    traces.put(HttpMethod.GET, asking(found, (context, given) -> api.traces(given)));
    traces.put(HttpMethod.DELETE, asking(NO_PARAMETERS, (context, given) -> api.clear()));
    at("/api/traces", traces);
    get(
        "/api/traces/:id",
        NO_PARAMETERS,
        (context, given) -> api.trace(String.valueOf(context.pathParam("id"))));
    get(
        "/api/traces/:id/otlp",
        NO_PARAMETERS,
        (context, given) ->
            api.otlp(String.valueOf(context.pathParam("id")), header(context.request(), "Accept")));
    get("/api/export", with(Parameters.SEARCH, "limit"), (context, given) -> api.export(given));
    get("/api/services", NO_PARAMETERS, (context, given) -> api.services());
    get("/api/operations", with(TIME, "service"), (context, given) -> api.operations(given));
    get("/api/dependencies", TIME, (context, given) -> api.dependencies(given));
    get("/api/attributes", Set.of("name", "prefix"), (context, given) -> api.attributes(given));
    get("/api/compare", Set.of("left", "right"), (context, given) -> api.compare(given));
    get("/api/stats", NO_PARAMETERS, (context, given) -> stats.get());
    at("/api/live", Map.of(HttpMethod.GET, context -> live(live, context)));
    at(
        "/health",
        Map.of(
            HttpMethod.GET,
            context ->
                answers.send(
                    context.request(),
                    200,
                    Json.TYPE,
                    "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8))));
  }

  private static Set<String> with(Set<String> names, String... more) {
    return Stream.concat(names.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }

  private void live(LiveTail live, RoutingContext context) {
    try {
      Conditions conditions = parameters(context, Parameters.SEARCH).search();
      if (context.request().method().equals(HttpMethod.HEAD)) {
        context.response().putHeader("Content-Type", "text/event-stream; charset=utf-8").end();
      } else {
        live.open(context.request(), conditions);
      }
    } catch (HttpProblem problem) {
      answers.error(context.request(), problem);
    }
  }

  void page() {
    for (String path : new String[] {"/", "/trace/*", "/map", "/operations", "/compare*"}) {
      at(path, Map.of(HttpMethod.GET, context -> index(context.request())));
    }
    at(
        "/page/*",
        Map.of(HttpMethod.GET, context -> file(context, "/page/", files::page, "no-cache")));
    at(
        "/_static/*",
        Map.of(
            HttpMethod.GET,
            // the version is part of the path
            context ->
                file(context, "/_static/", files::library, "public, max-age=31536000, immutable")));
    router
        .route()
        .handler(
            context ->
                answers.error(context.request(), HttpProblem.notFound("there is nothing here")));
  }

  private void index(HttpServerRequest request) {
    pageHeaders.addForPage(request.response().headers());
    send(request, files.index(), "no-cache");
  }

  private void file(
      RoutingContext context,
      String below,
      Function<String, @Nullable PageFile> find,
      String cacheControl) {
    String path = context.normalizedPath();
    PageFile file = path.startsWith(below) ? find.apply(path.substring(below.length())) : null;
    if (file == null) {
      answers.error(context.request(), HttpProblem.notFound("there is no such file"));
    } else {
      send(context.request(), file, cacheControl);
    }
  }

  private void send(HttpServerRequest request, PageFile file, String cacheControl) {
    HttpServerResponse response = request.response();
    response
        .putHeader("Cache-Control", cacheControl)
        .putHeader("ETag", file.etag())
        .putHeader("Vary", "Accept-Encoding");
    String known = request.getHeader("If-None-Match");
    if (known != null && file.isNamedBy(known)) {
      response.setStatusCode(304).end();
      return;
    }
    boolean gzip = AcceptHeader.of(header(request, "Accept-Encoding")).takesCoding("gzip");
    if (gzip) {
      response.putHeader("Content-Encoding", "gzip");
    }
    answers.send(request, 200, file.contentType(), gzip ? file.gzipped() : file.content());
  }

  /** A header that is a list, which may come in several lines. */
  private static String header(HttpServerRequest request, String name) {
    return String.join(",", request.headers().getAll(name));
  }

  private void get(String path, Set<String> known, Asked asked) {
    at(path, Map.of(HttpMethod.GET, asking(known, asked)));
  }

  private Handler<RoutingContext> asking(Set<String> known, Asked asked) {
    return context -> {
      Parameters parameters;
      try {
        parameters = parameters(context, known);
      } catch (HttpProblem problem) {
        answers.error(context.request(), problem);
        return;
      }
      queries.handle(context.request(), () -> asked.answer(context, parameters));
    };
  }

  private static Parameters parameters(RoutingContext context, Set<String> known)
      throws HttpProblem {
    try {
      return Parameters.of(context.queryParams(), known, System.currentTimeMillis());
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("the query is not percent-encoded UTF-8");
    }
  }

  /** Methods of one path; HEAD goes where GET goes. */
  private void at(String path, Map<HttpMethod, Handler<RoutingContext>> methods) {
    Set<String> names = new TreeSet<>();
    methods.keySet().forEach(method -> names.add(method.name()));
    names.add("OPTIONS");
    if (names.contains("GET")) {
      names.add("HEAD");
    }
    String allowed = String.join(", ", names);
    methods.keySet().forEach(method -> answered.add(method.name() + " " + path));
    router
        .route(path)
        .handler(
            context -> {
              HttpMethod method = context.request().method();
              Handler<RoutingContext> handler =
                  methods.get(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method);
              if (handler != null) {
                handler.handle(context);
                return;
              }
              context.response().putHeader("Allow", allowed);
              if (method.equals(HttpMethod.OPTIONS)) {
                context.response().setStatusCode(204).end();
              } else {
                answers.error(
                    context.request(), new HttpProblem(405, "expected one of: " + allowed));
              }
            });
  }

  private void failed(RoutingContext context) {
    if (context.statusCode() >= 400 && context.statusCode() < 500) {
      answers.error(
          context.request(), new HttpProblem(context.statusCode(), "the request is malformed"));
      return;
    }
    LOGGER.log(Level.WARNING, "A request could not be answered", context.failure());
    answers.error(context.request(), new HttpProblem(500, "an error of the viewer's: see its log"));
  }

  @FunctionalInterface
  private interface Asked {
    Answer answer(RoutingContext context, Parameters parameters) throws HttpProblem;
  }
}
