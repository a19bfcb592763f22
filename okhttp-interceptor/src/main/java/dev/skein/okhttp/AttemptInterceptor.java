package dev.skein.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Runs once per attempt, when there is a connection for it, before other network interceptors. */
final class AttemptInterceptor implements Interceptor {
  private final CallTraces traces;
  private final AttemptTracer attempts;

  AttemptInterceptor(CallTraces traces, AttemptTracer attempts) {
    this.traces = traces;
    this.attempts = attempts;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    CallTrace trace = traces.find(chain.call());
    // Null when somebody took CallInterceptor off the client.
    return attempts.proceed(
        chain, trace == null ? new CallTrace(traces, traces.currentContext()) : trace);
  }
}
