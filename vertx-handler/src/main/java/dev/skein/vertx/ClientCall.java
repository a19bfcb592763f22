package dev.skein.vertx;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import org.jspecify.annotations.Nullable;

/**
 * One request of a {@link TracedClient}, from when it is asked for until the head of its response.
 * Told of by the client and by the tracer, which finds it by its headers. Thread-safe.
 */
final class ClientCall {
  /** HTTP/2's codes for a stream that nobody needs any more. */
  private static final long NO_ERROR = 0;

  private static final long CANCEL = 8;

  private final Skein skein;
  private final ClientCalls calls;
  private final Context parent;
  private final AskedRequest asked;
  private final Object[] arguments;

  /** Set by the tracer as soon as the request is sent. */
  private volatile @Nullable HttpClientSpan span;

  private volatile @Nullable HttpClientTracer tracer;
  private volatile int resendCount;
  private volatile @Nullable HttpClientRequest connected;

  ClientCall(Skein skein, ClientCalls calls, Object[] arguments) {
    this.skein = skein;
    this.calls = calls;
    this.parent = skein.currentContext();
    this.asked = new AskedRequest(arguments);
    this.arguments = isTraced() ? withoutTrace(arguments) : arguments.clone();
  }

  /** The context it was asked for in. */
  Context parent() {
    return parent;
  }

  /** Whether there is a trace to belong to. */
  boolean isTraced() {
    return parent.spanContext().isValid();
  }

  /** How long ago it was asked for. */
  long elapsedNanos() {
    return asked.elapsedNanos();
  }

  /** What the client is to be asked for. */
  Object[] arguments() {
    return arguments;
  }

  /** Vert.x can only add headers: those that will be added may not be there already. */
  private Object[] withoutTrace(Object[] given) {
    Object[] cleaned = given.clone();
    for (int i = 0; i < cleaned.length; i++) {
      if (cleaned[i] instanceof RequestOptions options && hasTrace(options.getHeaders())) {
        RequestOptions copy = new RequestOptions(options);
        skein.propagator().inject(parent, copy, (to, name, value) -> to.removeHeader(name));
        cleaned[i] = copy;
      }
    }
    return cleaned;
  }

  private boolean hasTrace(@Nullable MultiMap headers) {
    if (headers == null || headers.isEmpty()) {
      return false;
    }
    for (String name : skein.propagator().fields()) {
      if (headers.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** It has a connection, and will be sent when the application says so. */
  void connected(HttpClientRequest request) {
    MultiMap headers = request.headers();
    calls.add(headers, this);
    connected = request;
    request
        .response()
        .onComplete(
            done -> {
              // nobody has taken it who was not to trace it
              calls.take(headers);
              if (done.succeeded()) {
                responded(done.result());
              } else {
                // asked now: the first request of a connection may have upgraded it
                failed(done.cause(), request.version());
              }
            });
  }

  /** It is being sent, with a span. */
  void sent(HttpClientTracer tracer, HttpClientSpan started, int count) {
    this.tracer = tracer;
    resendCount = count;
    span = started;
  }

  /** The head of the response is there, and after redirects, that of the last one. */
  private void responded(HttpClientResponse response) {
    HttpClientSpan sent = span;
    if (sent == null || sent.ended()) {
      return;
    }
    calls.responded(Vertx.currentContext(), response.statusCode(), response.headers(), resendCount);
    answered(sent, response.statusCode(), response.headers());
    sent.protocolVersion(response.version().alpnName());
    sent.end();
  }

  private void answered(HttpClientSpan sent, int status, @Nullable MultiMap headers) {
    HttpClientTracer known = tracer;
    if (known != null && headers != null) {
      known.responseHeaders(sent, headers, Headers.GETTER);
    }
    sent.response(status);
  }

  /** It will not be sent: there is no connection. */
  void failed(Throwable failure) {
    if (isTraced() && span == null) {
      HttpClientSpan unsent = HttpClientTracer.create(skein).start(asked, parent);
      unsent.peer(asked.address(), asked.port());
      unsent.failed(failure);
      unsent.end();
    }
  }

  private void failed(Throwable failure, HttpVersion spoken) {
    HttpClientSpan sent = span;
    if (sent == null) {
      return;
    }
    if (isReset(failure, spoken)) {
      sent.cancelled();
    }
    sent.failed(failure);
    sent.end();
  }

  /** Whether the application has given up; in HTTP/2 it may have been the server, for a reason. */
  private static boolean isReset(Throwable failure, HttpVersion spoken) {
    return failure instanceof StreamResetException reset
        && (spoken != HttpVersion.HTTP_2
            || reset.getCode() == NO_ERROR
            || reset.getCode() == CANCEL);
  }

  /** The tracer is told that the response is complete, or that there will be none. */
  void received(
      io.vertx.core.Context context,
      int status,
      @Nullable MultiMap headers,
      @Nullable Throwable failure) {
    HttpClientSpan sent = span;
    if (sent == null || sent.ended()) {
      return;
    }
    if (failure == null) {
      // the client itself follows a redirect
      calls.responded(context, status, headers, resendCount);
      answered(sent, status, headers);
      HttpClientRequest request = connected;
      sent.protocolVersion(request == null ? null : request.version().alpnName());
      sent.end();
      return;
    }
    // what is told to the application in this turn says better why
    context.runOnContext(
        later -> {
          sent.failed(failure);
          sent.end();
        });
  }
}
