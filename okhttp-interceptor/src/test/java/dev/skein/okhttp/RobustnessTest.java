package dev.skein.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import dev.skein.ContextStorage;
import dev.skein.EndingSpan;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.Span;
import dev.skein.SpanHook;
import dev.skein.export.ExportResult;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanExporter;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import dev.skein.propagation.Setter;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever breaks in tracing, the request does not notice; and nothing is left behind. */
final class RobustnessTest extends OkHttpTest {
  @Test
  void sampler_thatThrows_failsNoRequest() throws Exception {
    assertUnharmed(
        builder ->
            builder.sampler(
                (parent, high, low, name, kind, attributes) -> {
                  throw new IllegalStateException("sampler");
                }));
  }

  @Test
  void exporter_thatThrows_failsNoRequest() throws Exception {
    assertUnharmed(
        builder ->
            builder.exporter(
                new SpanExporter() {
                  @Override
                  public CompletableFuture<ExportResult> export(SpanBatch batch) {
                    throw new IllegalStateException("exporter");
                  }
                }));
  }

  @Test
  void hook_thatThrows_failsNoRequest() throws Exception {
    assertUnharmed(
        builder ->
            builder.hook(
                new SpanHook() {
                  @Override
                  public void onStart(Span span, Context parent) {
                    throw new IllegalStateException("onStart");
                  }

                  @Override
                  public void onEnding(EndingSpan span) {
                    throw new IllegalStateException("onEnding");
                  }
                }));
  }

  @Test
  void contextStorage_thatThrows_failsNoRequest() throws Exception {
    assertUnharmed(
        builder ->
            builder.contextStorage(
                new ContextStorage() {
                  @Override
                  public @Nullable Scope get() {
                    throw new IllegalStateException("get");
                  }

                  @Override
                  public void set(@Nullable Scope scope) {
                    throw new IllegalStateException("set");
                  }
                }));
  }

  @Test
  void propagator_thatWritesNonsense_failsNoRequest() throws Exception {
    assertUnharmed(
        builder ->
            builder.propagator(
                new Propagator() {
                  @Override
                  public List<String> fields() {
                    return List.of();
                  }

                  @Override
                  public <C> Context extract(Context base, C carrier, Getter<C> getter) {
                    return base;
                  }

                  @Override
                  public <C> void inject(Context context, C carrier, Setter<C> setter) {
                    setter.set(carrier, "bad name", "bad\nvalue");
                  }
                }));
  }

  @Test
  void skein_closed_failsNoRequest() throws Exception {
    Skein closed = recorder.skein();
    closed.close();
    client = SkeinOkHttp.install(closed, new OkHttpClient());

    assertThat(get(server.url("/"))).isEqualTo(200);
  }

  private void assertUnharmed(UnaryOperator<SkeinBuilder> fault) throws Exception {
    try (Skein broken = recorder.skein("broken", fault)) {
      client = SkeinOkHttp.install(broken, new OkHttpClient());
      Answer answer = new Answer();

      assertThat(get(server.url("/"))).isEqualTo(200);
      client.newCall(request(server.url("/"))).enqueue(answer);
      assertThat(await(answer)).isEqualTo(200);
    }
  }

  @Test
  void call_thatEnded_isForgotten() {
    CallTraces traces = new CallTraces(skein);
    Call call = client.newCall(request(server.url("/")));
    CallTrace trace = traces.create(call);
    assertThat(traces.find(call)).isSameAs(trace);

    trace.callEnd(call);

    assertThat(traces.find(call)).isNull();
  }

  @Test
  void call_thatIsNeverStarted_isGarbage() {
    WeakReference<Call> call = new WeakReference<>(client.newCall(request(server.url("/"))));

    long deadline = System.nanoTime() + A_WHILE.toNanos();
    while (call.get() != null && System.nanoTime() < deadline) {
      System.gc();
    }

    assertThat(call.get()).isNull();
  }

  @Test
  void call_thatIsNeverStarted_withAListenerThatKeepsIt_isGarbage() {
    client =
        SkeinOkHttp.install(
                skein, new OkHttpClient.Builder().eventListenerFactory(KeepingListener::new))
            .build();

    call_thatIsNeverStarted_isGarbage();
  }

  private static final class KeepingListener extends okhttp3.EventListener {
    @SuppressWarnings("unused")
    private final Call call;

    KeepingListener(Call call) {
      this.call = call;
    }
  }
}
