package dev.skein.okhttp;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import dev.skein.testkit.TraceRecorder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A traced client, a server, and a caller's span around what the client does. */
@Timeout(600)
abstract class OkHttpTest {
  final TraceRecorder recorder = TraceRecorder.create();
  final Skein skein = recorder.skein("client");
  final TestServer server = TestServer.start();
  OkHttpClient client = SkeinOkHttp.install(skein, new OkHttpClient());

  @AfterEach
  void close() {
    client.dispatcher().executorService().shutdownNow();
    client.connectionPool().evictAll();
    server.close();
    skein.close();
  }

  /** What a caller does. */
  interface Work {
    void run() throws Exception;
  }

  OkHttpClient.Builder builder() {
    return SkeinOkHttp.install(skein, new OkHttpClient.Builder());
  }

  static Request request(String url) {
    return new Request.Builder().url(url).build();
  }

  /** Sends a request, reads the answer, returns its status. */
  int get(String url) throws IOException {
    return send(request(url));
  }

  int send(Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      response.body().string();
      return response.code();
    }
  }

  /** Runs something in a span called "caller" and waits for the trace. */
  Trace traced(int spans, Work work) throws Exception {
    Span caller = skein.tracer().startSpan("caller");
    try (Scope scope = caller.makeCurrent()) {
      work.run();
    } finally {
      caller.end();
    }
    return recorder.awaitTrace(caller.traceId(), 1 + spans);
  }

  /** The spans that are not the caller's, in the order of their starts. */
  static List<SpanData> attempts(Trace trace) {
    return trace.all(span -> !span.name().equals("caller"));
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(5, TimeUnit.MINUTES)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(5, TimeUnit.MINUTES);
  }

  static final Duration A_WHILE = Duration.ofMinutes(5);

  /** Completes with the status of the answer. */
  static final class Answer extends CompletableFuture<Integer> implements Callback {
    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        response.body().string();
        complete(response.code());
      } catch (IOException e) {
        completeExceptionally(e);
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      completeExceptionally(e);
    }
  }
}
