package dev.skein.okhttp;

import dev.skein.Scope;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Runs once per call, before all other application interceptors: makes the caller's context
 * current, and sees the calls that never get to {@link AttemptInterceptor}.
 */
final class CallInterceptor implements Interceptor {
  private final CallTraces traces;
  private final AttemptTracer attempts;

  CallInterceptor(CallTraces traces, AttemptTracer attempts) {
    this.traces = traces;
    this.attempts = attempts;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Call call = chain.call();
    CallTrace known = traces.find(call);
    if (known != null) {
      return intercept(chain, known);
    }
    // A WebSocket, or a listener set after ours: nobody will say when the call is over.
    CallTrace trace = traces.create(call);
    try {
      return intercept(chain, trace);
    } finally {
      traces.forget(call);
    }
  }

  private Response intercept(Chain chain, CallTrace trace) throws IOException {
    trace.running();
    Request request = chain.request();
    try (Scope scope = traces.attach(CallTraces.parent(trace, request))) {
      if (isWebSocket(trace, request)) {
        return attempts.proceed(chain, trace);
      }
      try {
        return chain.proceed(request);
      } catch (Throwable failure) {
        attempts.failed(chain.call(), trace, request, failure);
        throw failure;
      }
    }
  }

  /** OkHttp skips network interceptors and event listeners for the upgrade to a WebSocket. */
  private static boolean isWebSocket(CallTrace trace, Request request) {
    return !trace.listening() && "websocket".equalsIgnoreCase(request.header("Upgrade"));
  }
}
