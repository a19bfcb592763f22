package dev.skein.viewer.http;

import dev.skein.viewer.store.TraceId;
import dev.skein.viewer.store.TraceQuery;
import dev.skein.viewer.store.TraceStore;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Tells clients of traces that change, as server-sent events. Thread-safe. */
final class LiveTail implements TraceStore.Listener, AutoCloseable {
  private static final int MAX_CLIENTS = 64;

  private final Vertx vertx;
  private final TraceStore store;
  private final Workers workers;
  private final Supplier<Json> stats;
  private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
  private final TraceStore.Subscription subscription;

  LiveTail(Vertx vertx, TraceStore store, Workers workers, Supplier<Json> stats) {
    this.vertx = vertx;
    this.store = store;
    this.workers = workers;
    this.stats = stats;
    subscription = store.listen(this);
  }

  /** Answers a request by a stream of events, until the client goes away. */
  void open(HttpServerRequest request, Conditions conditions) throws HttpProblem {
    if (clients.size() >= MAX_CLIENTS) {
      throw new HttpProblem(503, "no more than " + MAX_CLIENTS + " live tails at a time");
    }
    TraceId only = conditions.trace();
    TraceQuery query = conditions.toQuery();
    LiveClient client =
        new LiveClient(
            vertx,
            request,
            workers,
            id -> only == null || only.equals(id) ? store.trace(id, query) : Optional.empty(),
            stats,
            clients::remove);
    clients.add(client);
    client.start();
  }

  @Override
  public void changed(List<TraceId> traces) {
    for (LiveClient client : clients) {
      client.changed(traces);
    }
  }

  /** How many clients there are. */
  int clients() {
    return clients.size();
  }

  @Override
  public void close() {
    subscription.close();
    clients.forEach(LiveClient::end);
  }
}
