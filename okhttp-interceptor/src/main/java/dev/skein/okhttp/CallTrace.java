package dev.skein.okhttp;

import dev.skein.Context;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one call: who made it, which attempts there were, and whether a connection is
 * being looked for. It is told by OkHttp's events and by the interceptors. It must not refer to its
 * call: see {@link CallTraces}.
 */
final class CallTrace extends EventListener {
  private static final int PERMANENT_REDIRECT = 308;
  private static final int TEMPORARY_REDIRECT = 307;

  private final CallTraces traces;

  // Told by events, on the caller's thread, on the call's, and in OkHttp 5 on those that connect.
  private volatile Context caller;
  private volatile boolean listening;
  private volatile boolean connecting;
  private volatile long connectingSince;
  private volatile boolean sending;
  private volatile @Nullable HttpUrl address;
  private volatile @Nullable InetSocketAddress peer;

  // Used by the interceptors, on the thread that the call runs on.
  private long runningSince = System.nanoTime();
  private int attempts;
  private @Nullable HttpUrl firstUrl;

  // What the next attempt will ask for, unless an interceptor changes it.
  private @Nullable String nextMethod;
  private @Nullable HttpUrl nextUrl;

  /** What an attempt asks for. */
  record Target(String method, HttpUrl url) {}

  CallTrace(CallTraces traces, Context caller) {
    this.traces = traces;
    this.caller = caller;
  }

  /** The context that was current when the call was started, or else made. */
  Context caller() {
    return caller;
  }

  /** Whether OkHttp tells this object of the call's events; never for a WebSocket. */
  boolean listening() {
    return listening;
  }

  /** How many requests were sent so far. */
  int attempts() {
    return attempts;
  }

  /** Whether a connection is being looked for, for an attempt that is not sent yet. */
  boolean connecting() {
    return connecting;
  }

  /** How long a connection has been looked for; zero when none is. */
  long connectingNanos() {
    return connecting ? Math.max(0, System.nanoTime() - connectingSince) : 0;
  }

  /** The address that was tried last for the attempt that is not sent yet; null when none was. */
  @Nullable InetSocketAddress peer() {
    return peer;
  }

  /** The call's thread has begun with it. */
  void running() {
    runningSince = System.nanoTime();
  }

  /**
   * Whether the call's own timeout has run out. OkHttp cancels a call then, as a caller does, and
   * turns it into a timeout only when all interceptors are done. Its clock was started a moment
   * before {@link #running}, hence the tolerance.
   */
  boolean timedOut(Call call) {
    long limit = call.timeout().timeoutNanos();
    long tolerance = limit / 20 + 1_000_000;
    return limit > 0 && System.nanoTime() - runningSince >= limit - tolerance;
  }

  /** An attempt is sent. */
  void sent(Request request) {
    sending = true;
    connecting = false;
    peer = null;
    address = null;
    if (attempts == 0) {
      firstUrl = request.url();
    }
    attempts++;
    nextMethod = request.method();
    nextUrl = request.url();
  }

  /** An attempt that was sent is over; it may be that another one follows. */
  void over() {
    sending = false;
  }

  /** An attempt was answered. */
  void answered(Request request, Response response) {
    String location = response.code() / 100 == 3 ? response.header("Location") : null;
    HttpUrl redirect = location == null ? null : request.url().resolve(location);
    if (redirect != null) {
      nextMethod = redirectMethod(request.method(), response.code());
      nextUrl = redirect;
    }
  }

  /** Whether a URL is the one that was sent first, or none was sent yet. */
  boolean isFirstUrl(HttpUrl url) {
    HttpUrl first = firstUrl;
    return first == null || first.equals(url);
  }

  /** What was not sent: as far as it is known, the attempt that a connection was looked for. */
  Target unsent(Request request) {
    String method = nextMethod == null ? request.method() : nextMethod;
    HttpUrl url = nextUrl == null ? request.url() : nextUrl;
    HttpUrl connected = address;
    if (connected != null) {
      // An interceptor after ours may have sent the request elsewhere.
      url =
          url.newBuilder()
              .scheme(connected.scheme())
              .host(connected.host())
              .port(connected.port())
              .build();
    }
    return new Target(method, url);
  }

  /** What OkHttp makes of a method when it follows a redirect. */
  private static String redirectMethod(String method, int code) {
    boolean kept =
        code == TEMPORARY_REDIRECT
            || code == PERMANENT_REDIRECT
            || method.equals("GET")
            || method.equals("HEAD")
            || method.equals("PROPFIND");
    return kept ? method : "GET";
  }

  @Override
  public void callStart(Call call) {
    listening = true;
    caller = traces.currentContext();
  }

  @Override
  public void proxySelectStart(Call call, HttpUrl url) {
    address = url;
    peer = null;
    connectingStarts();
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    connectingStarts();
  }

  @Override
  public void connectStart(Call call, InetSocketAddress inetSocketAddress, Proxy proxy) {
    peer = inetSocketAddress;
    connectingStarts();
  }

  private void connectingStarts() {
    // OkHttp 5 tries addresses side by side: one that lost may begin after the winner was used.
    if (!connecting && !sending) {
      connectingSince = System.nanoTime();
      connecting = true;
    }
  }

  @Override
  public void callEnd(Call call) {
    traces.forget(call);
  }

  @Override
  public void callFailed(Call call, IOException ioe) {
    traces.forget(call);
  }
}
