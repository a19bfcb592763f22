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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Tells clients of traces that change, as server-sent events. Thread-safe. */
final class LiveTail implements TraceStore.Listener, AutoCloseable {
  private static final int MAX_CLIENTS = 64;

  private final Vertx vertx;
  private final TraceStore store;
  private final Workers workers;
  private final Supplier<Json> stats;
  private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger places = new AtomicInteger(MAX_CLIENTS);
  private final TraceStore.Subscription subscription;
  private volatile boolean closed;

  LiveTail(Vertx vertx, TraceStore store, Workers workers, Supplier<Json> stats) {
    this.vertx = vertx;
    this.store = store;
    this.workers = workers;
    this.stats = stats;
    subscription = store.listen(this);
  }

  /** Answers a request by a stream of events, until the client goes away. */
  void open(HttpServerRequest request, Conditions conditions) throws HttpProblem {
    if (places.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
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
            this::gone);
    clients.add(client);
    client.start();
    // a close at this very moment may have missed it, and would wait for its end
    if (closed) {
      client.end();
    }
  }

  private void gone(LiveClient client) {
    if (clients.remove(client)) {
      places.incrementAndGet();
    }
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
    closed = true;
    subscription.close();
    clients.forEach(LiveClient::end);
  }
}
