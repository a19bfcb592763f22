package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.analysis.TraceSummary;
import dev.skein.viewer.store.TraceId;
import dev.skein.viewer.store.TraceView;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One client of the live tail. It is told four times a second at most, however much happens, and
 * what it cannot take is skipped: nothing piles up here. All but {@link #changed} and {@link #end}
 * runs on its event loop; what a trace is to it is found out by a worker.
 */
final class LiveClient {
  private static final Logger LOGGER = System.getLogger(LiveClient.class.getName());
  private static final int TICK_MILLIS = 250;
  private static final int TICKS_OF_STATS = 8;
  private static final int TICKS_OF_HEARTBEAT = 60;
  private static final int TICKS_OF_PATIENCE = 240;
  private static final int MAX_CHANGED = 4_096;
  private static final int MAX_TRACES = 100;
  private static final int MAX_IN_FLIGHT = 256 * 1024;
  private static final byte[] HEARTBEAT = bytes(": heartbeat\n\n");

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Workers workers;
  private final Function<TraceId, Optional<TraceView>> wanted;
  private final Supplier<Json> stats;
  private final Consumer<LiveClient> whenGone;
  private final Context context;
  private final ChangedTraces changed = new ChangedTraces(MAX_CHANGED);
  private long timer;
  private long ticks;
  private int ticksFull;
  private long inFlight;
  private boolean busy;

  LiveClient(
      Vertx vertx,
      HttpServerRequest request,
      Workers workers,
      Function<TraceId, Optional<TraceView>> wanted,
      Supplier<Json> stats,
      Consumer<LiveClient> whenGone) {
    this.vertx = vertx;
    this.request = request;
    response = request.response();
    this.workers = workers;
    this.wanted = wanted;
    this.stats = stats;
    this.whenGone = whenGone;
    context = vertx.getOrCreateContext();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void start() {
    response
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .setChunked(true);
    response.closeHandler(closed -> gone());
    response.exceptionHandler(broken -> gone());
    timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
    send(bytes("retry: 1000\n\n"));
    busy = workers.query(() -> look(true));
  }

  /** Notes traces that changed; at once, on any thread. */
  void changed(List<TraceId> traces) {
    changed.add(traces);
  }

  /** Ends the stream, on any thread. */
  void end() {
    context.runOnContext(
        run -> {
          gone();
          if (!response.ended() && !response.closed()) {
            response.end();
          }
        });
  }

  private void gone() {
    vertx.cancelTimer(timer);
    whenGone.accept(this);
  }

  private void tick() {
    if (response.closed() || response.ended()) {
      gone();
      return;
    }
    ticks++;
    if (inFlight > MAX_IN_FLIGHT) {
      ticksFull++;
      if (ticksFull > TICKS_OF_PATIENCE) {
        request.connection().close();
      }
      return;
    }
    ticksFull = 0;
    if (!busy) {
      boolean withStats = ticks % TICKS_OF_STATS == 0;
      if (withStats || !changed.isEmpty()) {
        busy = workers.query(() -> look(withStats));
      }
    }
    if (ticks % TICKS_OF_HEARTBEAT == 0) {
      send(HEARTBEAT);
    }
  }

  private void send(byte[] bytes) {
    if (!response.ended() && !response.closed()) {
      // counted here: when a queue of Vert.x' is full differs between 4 and 5
      inFlight += bytes.length;
      response.write(Buffer.buffer(bytes)).onComplete(written -> inFlight -= bytes.length);
    }
  }

  /** Runs on a worker. */
  private void look(boolean withStats) {
    byte[] events = {};
    try {
      events = events(withStats);
    } catch (RuntimeException | Error e) {
      LOGGER.log(Level.WARNING, "A live tail could not be told what changed", e);
    } finally {
      byte[] found = events;
      context.runOnContext(
          run -> {
            busy = false;
            if (found.length > 0) {
              send(found);
            }
          });
    }
  }

  private byte[] events(boolean withStats) {
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    ChangedTraces.Taken taken = changed.take();
    Deque<TraceSummary> newest = new ArrayDeque<>();
    long skipped = taken.lost();
    for (int i = taken.traces().size() - 1; i >= 0; i--) {
      Optional<TraceView> trace = wanted.apply(taken.traces().get(i));
      if (trace.isPresent()) {
        if (newest.size() < MAX_TRACES) {
          newest.addFirst(TraceSummary.of(trace.get()));
        } else {
          skipped++;
        }
      }
    }
    if (!newest.isEmpty() || skipped > 0) {
      long told = skipped;
      events.writeBytes(event("traces", out -> traces(newest, told, out)));
    }
    if (withStats) {
      events.writeBytes(event("stats", stats.get()));
    }
    return events.toByteArray();
  }

  private static void traces(Iterable<TraceSummary> traces, long skipped, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("traces");
    for (TraceSummary trace : traces) {
      SummaryJson.write(trace, out);
    }
    out.writeEndArray();
    out.writeNumberField("skipped", skipped);
    out.writeEndObject();
  }

  /** JSON as it is written here has no line breaks, so one line of data holds it. */
  private static byte[] event(String name, Json data) {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    event.writeBytes(bytes("event: " + name + "\ndata: "));
    try {
      data.writeTo(event);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    event.writeBytes(bytes("\n\n"));
    return event.toByteArray();
  }
}
