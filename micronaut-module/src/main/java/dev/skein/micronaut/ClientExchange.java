package dev.skein.micronaut;

import dev.skein.Context;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Setter;
import io.micronaut.core.execution.ExecutionFlow;
import io.micronaut.core.propagation.PropagatedContextElement;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import java.lang.StackWalker.StackFrame;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * One attempt to send a request. Kept in the propagated context while it lasts, for the attempt
 * that a redirect makes of it.
 */
final class ClientExchange implements PropagatedContextElement {
  /** Writes the headers of an exchange's request. */
  static final Setter<ClientExchange> HEADERS =
      new Setter<>() {
        @Override
        public void set(ClientExchange exchange, String name, String value) {
          exchange.setHeader(name, value);
        }

        @Override
        public void remove(ClientExchange exchange, String name) {
          exchange.request.getHeaders().remove(name);
        }
      };

  private static final boolean NETTY = isNettyPresent();

  private final MutableHttpRequest<?> request;
  private final HttpClientTracer tracer;
  private final HttpClientSpan span;
  private final Context parent;

  ClientExchange(
      MutableHttpRequest<?> request, HttpClientTracer tracer, HttpClientSpan span, Context parent) {
    this.request = request;
    this.tracer = tracer;
    this.span = span;
    this.parent = parent;
  }

  private void setHeader(String name, String value) {
    boolean marked =
        name.equals(SentTraceparent.NAME)
            && span.span().isRecording()
            && NETTY
            && NettyClientListener.keepsValues(request);
    request.getHeaders().set(name, marked ? new SentTraceparent(value, this) : value);
  }

  /** The caller's context. */
  Context parent() {
    return parent;
  }

  /** Ends the span, with what the connection knows. Later calls change nothing. */
  void end() {
    try {
      if (NETTY && span.span().isRecording() && !span.ended()) {
        NettyClientListener.describe(request, span);
      }
    } catch (Exception | LinkageError e) {
      Guard.report("The look at a connection", e);
    }
    span.end();
  }

  private static boolean isNettyPresent() {
    try {
      return NettyClientListener.isPresent();
    } catch (LinkageError e) {
      return false;
    }
  }

  /** The head of the response is there, which ends the span: the body is up to the application. */
  <C> void answered(int status, String version, C headers, Getter<C> getter) {
    if (!span.ended()) {
      tracer.responseHeaders(span, headers, getter);
      span.response(status);
      span.protocolVersion(version);
      end();
    }
  }

  private void answered(HttpResponse<?> response) {
    tracer.responseHeaders(span, response.getHeaders(), HttpHeaders::getAll);
    span.response(response.code());
  }

  /** A response that the client reports as an exception is a response. */
  void failed(Throwable failure) {
    int status = failure instanceof HttpClientResponseException answer ? answer.code() : 0;
    if (failure instanceof HttpClientResponseException answer) {
      answered(answer.getResponse());
    }
    if (status < HttpStatus.BAD_REQUEST.getCode()) {
      span.failed(unwrapped(failure));
    }
    end();
  }

  /** The client wraps what its connection reports in an exception that says nothing by itself. */
  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getClass() == HttpClientException.class ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  /** The response, on whose way the span ends. */
  Mono<HttpResponse<?>> ending(Publisher<HttpResponse<?>> response) {
    return new Ending(response, this);
  }

  private void cancelled() {
    if (span.ended()) {
      return;
    }
    if (calledByTimeout()) {
      span.failed(ReadTimeoutException.TIMEOUT_EXCEPTION);
    } else {
      span.cancelled();
    }
    end();
  }

  /**
   * Whether it was not the caller but the client's own {@code request-timeout} that gave up.
   * Nothing but the stack tells: the client cancels first, and reports the timeout past its
   * filters.
   */
  private static boolean calledByTimeout() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .dropWhile(ClientExchange::passesCancellationOn)
                    .findFirst()
                    .filter(frame -> frame.getClassName().equals(ExecutionFlow.class.getName()))
                    .filter(frame -> frame.getMethodName().contains("timeout"))
                    .isPresent());
  }

  private static boolean passesCancellationOn(StackFrame frame) {
    return frame.getMethodName().equals("cancel")
        || frame.getClassName().startsWith("reactor.")
        || frame.getClassName().equals(ClientExchange.class.getName());
  }

  /** Passes everything on; what comes after a cancellation, nobody wants to hear of. */
  private static final class Ending extends Mono<HttpResponse<?>> {
    private final Publisher<HttpResponse<?>> response;
    private final ClientExchange exchange;

    Ending(Publisher<HttpResponse<?>> response, ClientExchange exchange) {
      this.response = response;
      this.exchange = exchange;
    }

    @Override
    public void subscribe(CoreSubscriber<? super HttpResponse<?>> actual) {
      response.subscribe(new EndingSubscriber(actual, exchange));
    }
  }

  private static final class EndingSubscriber
      implements CoreSubscriber<HttpResponse<?>>, Subscription {
    private final CoreSubscriber<? super HttpResponse<?>> actual;
    private final ClientExchange exchange;
    private volatile boolean cancelled;
    private @Nullable Subscription upstream;

    EndingSubscriber(CoreSubscriber<? super HttpResponse<?>> actual, ClientExchange exchange) {
      this.actual = actual;
      this.exchange = exchange;
    }

    @Override
    public reactor.util.context.Context currentContext() {
      return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      actual.onSubscribe(this);
    }

    @Override
    public void onNext(HttpResponse<?> response) {
      exchange.answered(response);
      exchange.end();
      if (!cancelled) {
        actual.onNext(response);
      }
    }

    @Override
    public void onError(Throwable failure) {
      exchange.failed(failure);
      if (!cancelled) {
        actual.onError(failure);
      }
    }

    @Override
    public void onComplete() {
      exchange.end();
      if (!cancelled) {
        actual.onComplete();
      }
    }

    @Override
    public void request(long n) {
      if (upstream != null) {
        upstream.request(n);
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      exchange.cancelled();
      if (upstream != null) {
        upstream.cancel();
      }
    }
  }
}
