package dev.skein.vertx;

import dev.skein.http.HttpServerSpan;
import io.netty.channel.Channel;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request that is being served: its span, who completes the span, and who ends it.
 * Thread-safe.
 *
 * <p>Found with {@link RequestKey#SERVER_CALL} on the Vert.x context of the request.
 */
public final class ServerCall {
  /** Lazily, as every request does it twice: what is set is read in a later turn, or task. */
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  private static final AtomicReferenceFieldUpdater<ServerCall, Consumer> BEFORE_END =
      AtomicReferenceFieldUpdater.newUpdater(ServerCall.class, Consumer.class, "beforeEnd");

  private static final int SERVER_ERROR = 500;

  private final HttpServerSpan span;
  private final @Nullable HttpServerRequest request;
  private volatile @Nullable Consumer<HttpServerSpan> beforeEnd;
  private volatile boolean claimed;

  /** Set and read while the request is routed, one turn after the other. */
  private @Nullable Routing routing;

  ServerCall(HttpServerSpan span, @Nullable HttpServerRequest request) {
    this.span = span;
    this.request = request;
  }

  /** The span of the request. */
  public HttpServerSpan span() {
    return span;
  }

  /**
   * Registers what is to be said of the span as late as possible: its route, its failure. Run once,
   * just before the span ends; a later call replaces an earlier one. What it throws is survived.
   */
  public void beforeEnd(Consumer<HttpServerSpan> describe) {
    BEFORE_END.lazySet(this, describe);
  }

  /**
   * Whether Vert.x reports the response when its headers are written, not its last byte: HTTP/2 and
   * HTTP/3 since 5.1. Who sees the last byte should then claim the end.
   */
  public boolean reportedEarly() {
    return request == null;
  }

  /** How the request is routed, as far as it is known. */
  @Nullable Routing routing() {
    return routing;
  }

  /** The request has come to a router. */
  void routed(Routing routing) {
    this.routing = routing;
    beforeEnd(routing);
  }

  /** Takes over the duty to call {@link #end()}; a failure reported by Vert.x still ends it. */
  public void claimEnd() {
    claimed = true;
  }

  /**
   * Reports what a handler threw, or whoever reads the request or writes the response for it. When
   * that is only the way in which it learned that the client is gone, the request is aborted. Null
   * is ignored.
   */
  public void thrown(@Nullable Throwable failure) {
    if (failure != null
        && request != null
        && Failures.isCausedByDisconnect(failure)
        && VertxInternals.isClosed(request.connection())) {
      span.aborted();
    } else {
      span.failed(failure);
    }
  }

  /** Completes and ends the span. Only the first call counts. */
  public void end() {
    if (span.ended()) {
      return;
    }
    describe();
    span.end();
  }

  private void describe() {
    Consumer<HttpServerSpan> describe = beforeEnd;
    if (describe != null) {
      Consumer<HttpServerSpan> done = ServerCall::addNothing;
      BEFORE_END.lazySet(this, done); // lets go of the request, too
      try {
        describe.accept(span);
      } catch (Throwable e) {
        Complaints.report("Describing the span of a request", e);
      }
    }
  }

  private static void addNothing(HttpServerSpan span) {}

  /** Vert.x reports a response, or what it takes for one. */
  void responded(int statusCode) {
    if (abandoned()) {
      failed(null);
      return;
    }
    Channel channel = channel();
    if (channel == null) {
      span.response(statusCode);
      if (!reportedEarly() || !claimed) {
        end();
      }
    } else if (statusCode >= SERVER_ERROR && !channel.eventLoop().inEventLoop()) {
      // A worker may have failed because the client is gone, and know it before the connection is
      // closed: what the event loop is doing just now is to close it.
      try {
        channel.eventLoop().execute(() -> respondedByWorker(channel, statusCode));
      } catch (RejectedExecutionException stopped) {
        respondedByWorker(channel, statusCode);
      }
    } else {
      responded(channel, statusCode);
    }
  }

  private void responded(Channel channel, int statusCode) {
    span.response(statusCode);
    ServerConnection.endWhenSent(channel, this);
  }

  private void respondedByWorker(Channel channel, int statusCode) {
    try {
      if (ServerConnection.isLost(channel)) {
        describe();
        span.aborted();
        end();
      } else {
        responded(channel, statusCode);
      }
    } catch (Throwable e) {
      Complaints.report("Tracing the response of a worker", e);
    }
  }

  /** The connection's, while it is for one request at a time; null for a stream of HTTP/2. */
  private @Nullable Channel channel() {
    return request == null || request.version() == HttpVersion.HTTP_2
        ? null
        : VertxInternals.channel(request.connection());
  }

  /** The headers of the response, as far as they are written and known; null when they are not. */
  @Nullable MultiMap writtenHeaders() {
    HttpServerResponse response = request == null ? null : request.response();
    return response != null && response.headWritten() ? response.headers() : null;
  }

  /** Vert.x reports that there will be no, or no complete, response; null for a disconnect. */
  void failed(@Nullable Throwable failure) {
    HttpServerResponse response = request == null ? null : request.response();
    if (response != null && response.headWritten()) {
      span.response(response.getStatusCode());
    }
    // a handler that failed and then closed the connection is asked first: that is why it is closed
    describe();
    if (failure == null || Failures.isDisconnect(failure)) {
      span.aborted();
    } else {
      span.failed(failure);
    }
    end();
  }

  /** An HTTP/2 stream that the client reset is reported as if its response were complete. */
  private boolean abandoned() {
    return request != null
        && request.version() == HttpVersion.HTTP_2
        && !request.response().ended();
  }
}
