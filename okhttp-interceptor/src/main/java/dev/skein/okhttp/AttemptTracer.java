package dev.skein.okhttp;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.propagation.Setter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The spans of attempts, sent or not. Whatever fails in here, the request goes on. */
final class AttemptTracer {
  private static final Setter<Request.Builder> HEADERS =
      new Setter<>() {
        @Override
        public void set(Request.Builder request, String name, String value) {
          request.header(name, value);
        }

        @Override
        public void remove(Request.Builder request, String name) {
          request.removeHeader(name);
        }
      };

  private final HttpClientTracer tracer;
  private final CallTraces traces;
  private final PeerNames peers = new PeerNames();

  AttemptTracer(Skein skein, CallTraces traces) {
    this.tracer = HttpClientTracer.create(skein);
    this.traces = traces;
  }

  /** Sends a request as one attempt of a call. */
  Response proceed(Interceptor.Chain chain, CallTrace trace) throws IOException {
    HttpClientSpan span = start(chain, trace);
    if (span == null) {
      return chain.proceed(chain.request());
    }
    Response response;
    try (Scope scope = traces.attach(span.context())) {
      response = chain.proceed(injected(span, chain.request()));
    } catch (Throwable failure) {
      trace.over();
      end(span, chain.call(), trace, failure);
      throw failure;
    }
    trace.over();
    end(span, chain.request(), trace, response);
    return response;
  }

  /** Says that a call failed. Makes a span if that was an attempt that could not be sent. */
  void failed(Call call, CallTrace trace, Request request, Throwable failure) {
    try {
      if (isUnsentAttempt(call, trace, failure)) {
        CallTrace.Target target = trace.unsent(request);
        HttpClientSpan span =
            tracer.start(
                outgoing(target.method(), target.url(), request, trace),
                CallTraces.parent(trace, request));
        peer(span, trace.peer());
        end(span, call, trace, failure);
      }
    } catch (Throwable e) {
      traces.report(e);
    }
  }

  private @Nullable HttpClientSpan start(Interceptor.Chain chain, CallTrace trace) {
    try {
      Request request = chain.request();
      HttpClientSpan span =
          tracer.start(
              outgoing(request.method(), request.url(), request, trace),
              CallTraces.parent(trace, request));
      trace.sent(request);
      Connection connection = chain.connection();
      if (connection != null) {
        peer(span, connection.route().socketAddress());
      }
      return span;
    } catch (Throwable e) {
      traces.report(e);
      return null;
    }
  }

  private Request injected(HttpClientSpan span, Request request) {
    try {
      Request.Builder builder = request.newBuilder();
      tracer.inject(span, builder, HEADERS);
      return builder.build();
    } catch (Throwable e) {
      traces.report(e);
      return request;
    }
  }

  private void end(HttpClientSpan span, Request request, CallTrace trace, Response response) {
    try {
      trace.answered(request, response);
      span.response(response.code());
      span.protocolVersion(response.protocol().toString());
      tracer.responseHeaders(span, response.headers(), Headers::values);
    } catch (Throwable e) {
      traces.report(e);
    }
    span.end();
  }

  private void end(HttpClientSpan span, Call call, CallTrace trace, Throwable failure) {
    try {
      if (!call.isCanceled()) {
        span.failed(failure);
      } else if (trace.timedOut(call)) {
        span.failed(timeout(failure));
      } else {
        span.cancelled();
      }
    } catch (Throwable e) {
      traces.report(e);
    }
    span.end();
  }

  /** What the application will get to see instead of "Canceled" or "Socket closed". */
  private static InterruptedIOException timeout(Throwable cause) {
    InterruptedIOException timeout = new InterruptedIOException("timeout");
    timeout.initCause(cause);
    return timeout;
  }

  /**
   * Whether a call failed before its next attempt was sent. Another interceptor may have failed it
   * as well, without any attempt.
   */
  private static boolean isUnsentAttempt(Call call, CallTrace trace, Throwable failure) {
    if (trace.connecting()) {
      return true;
    }
    if (trace.attempts() > 0) {
      return false;
    }
    return call.isCanceled() || (!trace.listening() && isOfTheNetwork(failure));
  }

  private static boolean isOfTheNetwork(Throwable failure) {
    return failure instanceof UnknownHostException
        || failure instanceof SocketException
        || failure instanceof SocketTimeoutException
        || failure instanceof SSLException;
  }

  private static Outgoing outgoing(
      String method, HttpUrl target, Request request, CallTrace trace) {
    UrlTemplate template = request.tag(UrlTemplate.class);
    return new Outgoing(
        method,
        target,
        request.headers(),
        template != null && trace.isFirstUrl(target) ? template.template() : null,
        trace.attempts(),
        trace.connectingNanos());
  }

  private void peer(HttpClientSpan span, @Nullable InetSocketAddress peer) {
    InetAddress address = peer == null ? null : peer.getAddress();
    if (peer != null && address != null) {
      span.peer(peers.of(address), peer.getPort());
    }
  }

  private record Outgoing(
      String method,
      HttpUrl target,
      Headers sent,
      @Nullable String urlTemplate,
      int resendCount,
      long elapsedNanos)
      implements HttpClientRequest {
    @Override
    public String url() {
      return target.toString();
    }

    @Override
    public String host() {
      return target.host();
    }

    @Override
    public int port() {
      return target.port();
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      return sent.values(lowerCaseName);
    }
  }
}
