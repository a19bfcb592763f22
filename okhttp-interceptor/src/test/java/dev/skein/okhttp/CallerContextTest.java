package dev.skein.okhttp;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** Whose child an attempt is, and what is current meanwhile. */
final class CallerContextTest extends OkHttpTest {
  @Test
  void enqueuedCall_isAChildOfItsCaller() throws Exception {
    Answer answer = new Answer();

    Trace trace = traced(1, () -> client.newCall(request(server.url("/"))).enqueue(answer));

    assertThat(await(answer)).isEqualTo(200);
    assertThat(trace).isComplete().span("GET").hasParent("caller");
  }

  @Test
  void enqueuedCalls_thatWaitForEachOther_areChildrenOfTheirOwnCallers() throws Exception {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(4);
    dispatcher.setMaxRequestsPerHost(4);
    client = builder().dispatcher(dispatcher).build();
    Map<String, String> callerByUrl = new HashMap<>();
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String url = server.url("/items/" + i);
      Span caller = skein.tracer().startSpan("caller");
      callerByUrl.put(url, caller.spanId());
      Answer answer = new Answer();
      try (Scope scope = caller.makeCurrent()) {
        client.newCall(request(url)).enqueue(answer);
      }
      caller.end();
      answers.add(answer);
    }
    for (Answer answer : answers) {
      assertThat(await(answer)).isEqualTo(200);
    }

    recorder.awaitSpans(400);
    assertThat(recorder.traces())
        .hasSize(200)
        .allSatisfy(
            trace -> {
              assertThat(trace).isComplete().hasSpans(2);
              SpanData attempt = trace.find("GET");
              assertThat(attempt.parentSpanId())
                  .isEqualTo(callerByUrl.get(attempt.attributes().get("url.full")));
            });
    assertThat(skein.health().live()).isZero();
    assertThat(skein.scopeMisuse().total()).isZero();
  }

  @Test
  void enqueuedCall_withoutCaller_takesNothingFromTheCallBefore() throws Exception {
    ExecutorService oneThread = Executors.newSingleThreadExecutor();
    client = builder().dispatcher(new Dispatcher(oneThread)).build();
    Answer first = new Answer();
    traced(1, () -> client.newCall(request(server.url("/"))).enqueue(first));
    await(first);

    Answer second = new Answer();
    client.newCall(request(server.url("/alone"))).enqueue(second);
    await(second);

    Trace trace =
        recorder.awaitTrace(candidate -> candidate.spans().get(0).name().equals("GET"), A_WHILE);
    assertThat(trace.root()).hasAttribute("url.full", server.url("/alone"));
  }

  @Test
  void call_madeBeforeItsCaller_isAChildOfWhoStartsIt() throws Exception {
    Call executed = client.newCall(request(server.url("/executed")));
    Call enqueued = client.newCall(request(server.url("/enqueued")));
    Answer answer = new Answer();

    Trace trace =
        traced(
            2,
            () -> {
              executed.execute().close();
              enqueued.enqueue(answer);
            });

    await(answer);
    assertThat(trace).isComplete().hasSpans(3);
  }

  @Test
  void call_cloned_isAChildOfWhoStartsTheClone() throws Exception {
    Call original = client.newCall(request(server.url("/")));
    Trace first = traced(1, () -> original.execute().close());

    Trace second = traced(1, () -> original.clone().execute().close());

    assertThat(second.traceId()).isNotEqualTo(first.traceId());
    assertThat(second).isComplete().span("GET").hasParent("caller");
  }

  @Test
  void contextTag_ofTheRequest_wins() throws Exception {
    Span other = skein.tracer().startSpan("other");
    Request request =
        request(server.url("/"))
            .newBuilder()
            .tag(Context.class, Context.root().with(other))
            .build();

    traced(0, () -> send(request));
    other.end();

    assertThat(recorder.awaitTrace(other.traceId(), 2)).span("GET").hasParent("other");
  }

  @Test
  void applicationInterceptor_runsInTheContextOfTheCaller() throws Exception {
    CompletableFuture<String> current = new CompletableFuture<>();
    client =
        builder()
            .addInterceptor(
                chain -> {
                  current.complete(skein.tracer().currentSpan().spanId());
                  return chain.proceed(chain.request());
                })
            .build();
    Answer answer = new Answer();

    Trace trace = traced(1, () -> client.newCall(request(server.url("/"))).enqueue(answer));

    await(answer);
    assertThat(await(current)).isEqualTo(trace.root().spanId());
  }

  @Test
  void networkInterceptor_runsInTheContextOfItsAttempt() throws Exception {
    client =
        builder()
            .addNetworkInterceptor(
                chain -> {
                  skein.tracer().currentSpan().setAttribute("seen", true);
                  return chain.proceed(chain.request());
                })
            .build();

    Trace trace = traced(1, () -> get(server.url("/")));

    assertThat(trace).span("GET").hasAttribute("seen", true);
  }

  @Test
  void call_madeByAnInterceptor_isAChildOfTheSameCaller() throws Exception {
    okhttp3.OkHttpClient tokens = client;
    client =
        builder()
            .addInterceptor(
                chain -> {
                  tokens.newCall(request(server.url("/token"))).execute().close();
                  return chain.proceed(chain.request());
                })
            .build();

    Trace trace = traced(2, () -> get(server.url("/")));

    assertThat(attempts(trace)).allSatisfy(span -> assertThat(span).hasParent(trace.root()));
  }

  @Test
  void call_leavesTheCallersContextAsItWas() throws Exception {
    traced(
        1,
        () -> {
          Context before = skein.currentContext();
          get(server.url("/"));
          assertThat(skein.currentContext()).isSameAs(before);
        });
  }

  @Test
  void callback_inCurrentContext_runsInTheContextOfTheCaller() throws Exception {
    CompletableFuture<String> onResponse = new CompletableFuture<>();
    CompletableFuture<String> onFailure = new CompletableFuture<>();
    Callback callback =
        new Callback() {
          @Override
          public void onResponse(Call call, Response response) {
            response.close();
            onResponse.complete(skein.tracer().currentSpan().spanId());
          }

          @Override
          public void onFailure(Call call, IOException e) {
            onFailure.complete(skein.tracer().currentSpan().spanId());
          }
        };
    String refused = "http://127.0.0.1:" + TestServer.refusingPort() + "/";

    Trace trace =
        traced(
            2,
            () -> {
              Callback inContext = SkeinOkHttp.inCurrentContext(skein, callback);
              client.newCall(request(server.url("/"))).enqueue(inContext);
              client.newCall(request(refused)).enqueue(inContext);
            });

    assertThat(await(onResponse)).isEqualTo(trace.root().spanId());
    assertThat(await(onFailure)).isEqualTo(trace.root().spanId());
  }
}
