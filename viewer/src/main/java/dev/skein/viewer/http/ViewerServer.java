package dev.skein.viewer.http;

import dev.skein.viewer.store.TraceStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.BindException;

/**
 * The server of ingest, API and page, in front of a store that it does not own. Thread-safe.
 *
 * <p>It has a Vert.x of its own, with few threads and without files.
 */
public final class ViewerServer implements AutoCloseable {
  private static final int NO_PORT = -1;
  private static final int EVENT_LOOPS = 2;
  private static final int CLOSE_MILLIS = 5_000;

  private final Vertx vertx;
  private final Workers workers = new Workers();
  private final RequestsInFlight inFlight = new RequestsInFlight();
  private final Answers answers;
  private final RequestGuard guard;
  private final LiveTail live;
  private final Listeners listeners;
  private int port;
  private int zipkinPort = NO_PORT;
  private boolean closed;

  private ViewerServer(ServerSettings settings, TraceStore store) throws IOException {
    vertx = Vertx.vertx(vertxOptions());
    answers = new Answers(vertx);
    guard = new RequestGuard(settings.host(), settings.allowedHosts());
    ReceivedCounts counts = new ReceivedCounts();
    live =
        new LiveTail(
            vertx, store, workers, () -> new StatsJson(store.stats(), counts, settings.version()));
    Routes routes = new Routes(vertx, answers, new QueryHandler(vertx, workers, answers));
    routes.first(this::count);
    routes.ingest(new Ingest(vertx, settings.limits(), store, workers, answers, counts));
    routes.api(
        new Api(store),
        live,
        () -> Answer.json(new StatsJson(store.stats(), counts, settings.version())));
    routes.page();
    listeners =
        new Listeners(
            vertx,
            settings.host(),
            settings.limits().maxConnections(),
            request -> admit(request, routes.router()));
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(EVENT_LOOPS)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setUseDaemonThread(true)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  /**
   * Starts a server, and returns when it answers.
   *
   * @throws BindException if the port is taken
   * @throws IOException if there is no such host to bind
   */
  public static ViewerServer start(ServerSettings settings, TraceStore store) throws IOException {
    ViewerServer server = new ViewerServer(settings, store);
    boolean started = false;
    try {
      server.bind(settings);
      started = true;
      return server;
    } finally {
      if (!started) {
        server.close();
      }
    }
  }

  private void bind(ServerSettings settings) throws IOException {
    port = listeners.bind(settings.port());
    if (settings.zipkinPort() != NO_PORT) {
      try {
        zipkinPort = listeners.bind(settings.zipkinPort());
      } catch (BindException taken) {
        zipkinPort = NO_PORT;
      }
    }
  }

  /** What every request passes first, whatever its path. */
  private void admit(HttpServerRequest request, Router router) {
    SecurityHeaders.add(request.response().headers());
    HttpProblem problem = guard.check(request);
    if (problem == null) {
      router.handle(request);
    } else {
      answers.error(request, problem);
    }
  }

  private void count(RoutingContext context) {
    if (inFlight.begin()) {
      context.addEndHandler(end -> inFlight.end());
      context.next();
    } else {
      answers.error(context.request(), new HttpProblem(503, "the viewer is closing"));
    }
  }

  /** The port of everything. */
  public int port() {
    return port;
  }

  /** The second port; -1 if there is none. */
  public int zipkinPort() {
    return zipkinPort;
  }

  /** Waits until it has begun to close. */
  void awaitClosing() throws InterruptedException {
    inFlight.awaitClosing();
  }

  /**
   * Lets the requests that are being answered end, for up to five seconds, and gives the ports
   * back. Further calls do nothing.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    live.close();
    inFlight.close(CLOSE_MILLIS);
    workers.close(CLOSE_MILLIS);
    listeners.close();
    try {
      Listeners.await(vertx.close());
    } catch (IOException e) {
      throw new IllegalStateException("The event loops did not end", e);
    }
  }
}
