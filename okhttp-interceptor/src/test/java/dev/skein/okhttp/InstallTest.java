package dev.skein.okhttp;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.Skein;
import dev.skein.testkit.Trace;
import dev.skein.testkit.TraceRecorder;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** Installing on clients that are new, used, shared, or have listeners of their own. */
final class InstallTest extends OkHttpTest {
  /** The build runs all tests twice. */
  @Test
  void okHttp_isTheOneUnderTest() throws Exception {
    // By reflection: the compiler would copy the constant of the version compiled against.
    Object version = Class.forName("okhttp3.OkHttp").getField("VERSION").get(null);

    assertThat(version).isEqualTo(System.getProperty("okhttp.expected", (String) version));
  }

  @Test
  void install_onAClient_leavesThatClientAsItWas() throws Exception {
    OkHttpClient plain = new OkHttpClient();
    client = SkeinOkHttp.install(skein, plain);

    Trace trace =
        traced(
            1,
            () -> {
              plain.newCall(request(server.url("/plain"))).execute().close();
              get(server.url("/traced"));
            });

    assertThat(trace).hasSpans(2).span("GET").hasAttribute("url.full", server.url("/traced"));
    assertThat(client.connectionPool()).isSameAs(plain.connectionPool());
    assertThat(client.dispatcher()).isSameAs(plain.dispatcher());
  }

  @Test
  void install_twice_isInstalledOnce() throws Exception {
    client = SkeinOkHttp.install(skein, SkeinOkHttp.install(skein, client.newBuilder()).build());

    Trace trace = traced(1, () -> get(server.url("/")));

    assertThat(trace).hasSpans(2);
    assertThat(client.interceptors()).hasSize(1);
    assertThat(client.networkInterceptors()).hasSize(1);
    assertThat(skein.health().started()).isEqualTo(2);
  }

  @Test
  void install_withAnotherSkein_takesThePlaceOfTheFirst() throws Exception {
    TraceRecorder others = TraceRecorder.create();
    try (Skein other = others.skein("other")) {
      client = SkeinOkHttp.install(other, client);

      get(server.url("/"));

      assertThat(others.awaitSpans(1)).hasSize(1);
      assertThat(skein.health().started()).isZero();
    }
  }

  @Test
  void install_afterInterceptors_runsBeforeThem() throws Exception {
    List<String> current = new ArrayList<>();
    client =
        SkeinOkHttp.install(
                skein,
                new OkHttpClient.Builder()
                    .addInterceptor(
                        chain -> {
                          current.add(skein.tracer().currentSpan().spanId());
                          return chain.proceed(chain.request());
                        })
                    .addNetworkInterceptor(
                        chain -> {
                          current.add(skein.tracer().currentSpan().spanId());
                          return chain.proceed(chain.request());
                        }))
            .build();

    Trace trace = traced(1, () -> get(server.url("/")));

    assertThat(current).containsExactly(trace.root().spanId(), trace.find("GET").spanId());
  }

  @Test
  void derivedClient_isTracedToo() throws Exception {
    client = client.newBuilder().followRedirects(false).build();
    Answer answer = new Answer();

    Trace trace = traced(1, () -> client.newCall(request(server.url("/"))).enqueue(answer));

    await(answer);
    assertThat(trace).span("GET").hasParent("caller");
  }

  @Test
  void listenerSetLater_callExecuted_isStillAChildOfItsCaller() throws Exception {
    client = client.newBuilder().eventListener(new EventLog()).build();

    Trace trace = traced(1, () -> get(server.url("/")));

    assertThat(trace).isComplete().span("GET").hasParent("caller");
  }

  @Test
  void listenerSetLater_installedAgain_hearsAndIsHeard() throws Exception {
    EventLog log = new EventLog();
    client = SkeinOkHttp.install(skein, client.newBuilder().eventListener(log)).build();
    Answer answer = new Answer();

    Trace trace = traced(1, () -> client.newCall(request(server.url("/"))).enqueue(answer));

    await(answer);
    assertThat(trace).span("GET").hasParent("caller");
    assertThat(log.events()).startsWith("callStart").contains("responseHeadersEnd");
  }

  @Test
  void listenerOfTheApplication_hearsWhatItHeardBefore() throws Exception {
    String refused = "http://127.0.0.1:" + TestServer.refusingPort() + "/";
    server.on("/old", exchange -> TestServer.redirect(exchange, 302, refused));

    List<String> untraced = heard(new OkHttpClient.Builder(), false);
    List<String> traced = heard(new OkHttpClient.Builder(), true);

    assertThat(traced).isEqualTo(untraced).contains("callStart", "connectFailed", "callFailed");
  }

  private List<String> heard(OkHttpClient.Builder builder, boolean traced) throws Exception {
    EventLog log = new EventLog();
    builder.eventListener(log).retryOnConnectionFailure(false);
    client = (traced ? SkeinOkHttp.install(skein, builder) : builder).build();
    Answer first = new Answer();
    client.newCall(request(server.url("/"))).enqueue(first);
    await(first);
    catchThrowable(() -> get(server.url("/old")));
    return log.events();
  }

  @Test
  void listenerPair_passesEveryEventOn() throws Exception {
    EventLog log = new EventLog();
    CallTraces traces = new CallTraces(skein);
    CallListenerPair pair =
        new CallListenerPair(new CallTrace(traces, skein.currentContext()), log);
    Set<String> expected = new TreeSet<>();
    for (Method method : CallListenerPair.class.getDeclaredMethods()) {
      if (!method.isSynthetic()) {
        expected.add(method.getName());
        method.invoke(pair, arguments(method));
      }
    }

    assertThat(new TreeSet<>(log.events())).isEqualTo(expected);
    assertThat(expected)
        .isEqualTo(
            Arrays.stream(EventListener.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> !EventLog.NEW_IN_5.contains(name))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Object[] arguments(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(type -> type == long.class ? (Object) 0L : null)
        .toArray();
  }

  @Test
  void install_nothing_isRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> SkeinOkHttp.install(null, new OkHttpClient()));
    assertThatNullPointerException()
        .isThrownBy(() -> SkeinOkHttp.install(null, new OkHttpClient.Builder()));
  }
}
