package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.Tracer;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import dev.skein.testkit.TraceRecorder;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many requests at once that cross threads and call other services: none takes from another. */
class ConcurrencyTest {
  private static final int REQUESTS = 300;

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION = Application.of(Shop.class, LeafClient.class);

  @TestHTTPResource URI base;
  @Inject Recording recording;
  @Inject TraceRecorder recorder;

  @Test
  void concurrentRequests_eachHaveATraceOfTheirOwn() {
    Http.get(base, "/leaf/warm");
    recording.reset();
    String[] kinds = {"blocking", "reactive", "executor"};
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      paths.add("/" + kinds[i % kinds.length] + "/" + i + "?port=" + base.getPort());
    }

    assertThat(Http.getAll(base, paths)).allMatch(response -> response.statusCode() == 200);

    // the request, a span of its own, two calls and the two requests they make
    recorder.awaitSpans(REQUESTS * 6, Recording.LONG);
    assertThat(recorder.spans()).hasSize(REQUESTS * 6);
    assertThat(recorder.traces()).hasSize(REQUESTS);
    Set<String> seen = new HashSet<>();
    for (Trace trace : recorder.traces()) {
      seen.add(assertOneRequest(trace));
    }
    assertThat(seen).hasSize(REQUESTS);
  }

  private static String assertOneRequest(Trace trace) {
    assertThat(trace).isComplete().hasSpans(6);
    SpanData root = trace.root();
    SpanData work = trace.find("work");
    assertThat(work).hasParent(root);
    String id = (String) work.attributes().get("id");
    assertThat((String) root.attributes().get("url.path")).endsWith("/" + id);
    List<SpanData> calls = trace.all(span -> span.kind() == SpanKind.CLIENT);
    assertThat(calls).hasSize(2);
    for (SpanData call : calls) {
      assertThat((String) call.attributes().get("url.full")).endsWith("/leaf/" + id);
      assertThat(trace.children(call)).hasSize(1);
      assertThat(trace.children(call).get(0))
          .hasKind(SpanKind.SERVER)
          .hasAttribute("url.path", "/leaf/" + id);
    }
    assertThat(calls).anyMatch(call -> call.parentSpanId().equals(work.spanId()));
    assertThat(calls).anyMatch(call -> call.parentSpanId().equals(root.spanId()));
    return id;
  }

  @Path("/")
  @Singleton
  public static class Shop {
    @Inject Tracer tracer;
    @Inject Vertx vertx;
    @Inject ManagedExecutor executor;
    private WebClient web;

    @PostConstruct
    void open() {
      web = WebClient.create(vertx);
    }

    @PreDestroy
    void close() {
      web.close();
    }

    /** The REST client within a span, the Web client without. */
    @GET
    @Path("blocking/{id}")
    public String blocking(String id, @QueryParam("port") int port) {
      return work(id, port) + webClient(id, port).await().indefinitely();
    }

    @GET
    @Path("reactive/{id}")
    public Uni<String> reactive(String id, @QueryParam("port") int port) {
      Span span = start(id);
      try (Scope scope = span.makeCurrent()) {
        // sent when subscribed to, which has to be here for the span to be its parent
        return Uni.createFrom()
            .completionStage(client(port).uni(id).subscribeAsCompletionStage())
            .onItemOrFailure()
            .invoke((item, failure) -> span.end())
            .chain(item -> webClient(id, port));
      }
    }

    @GET
    @Path("executor/{id}")
    public Uni<String> executor(String id, @QueryParam("port") int port) {
      return Uni.createFrom()
          .completionStage(executor.supplyAsync(() -> work(id, port)))
          .chain(item -> webClient(id, port));
    }

    /** On the event loop: those who wait for it hold all worker threads. */
    @GET
    @Path("leaf/{id}")
    @NonBlocking
    public String leaf(String id) {
      return id;
    }

    private String work(String id, int port) {
      Span span = start(id);
      try (Scope scope = span.makeCurrent()) {
        return client(port).get(id);
      } finally {
        span.end();
      }
    }

    private Span start(String id) {
      return tracer.startSpan("work").setAttribute("id", id);
    }

    private static LeafClient client(int port) {
      return QuarkusRestClientBuilder.newBuilder()
          .baseUri(URI.create("http://localhost:" + port))
          .connectTimeout(Recording.LONG.toSeconds(), TimeUnit.SECONDS)
          .readTimeout(Recording.LONG.toSeconds(), TimeUnit.SECONDS)
          .build(LeafClient.class);
    }

    private Uni<String> webClient(String id, int port) {
      return Uni.createFrom()
          .completionStage(
              () ->
                  web.get(port, "localhost", "/leaf/" + id)
                      .send()
                      .map(HttpResponse::bodyAsString)
                      .toCompletionStage());
    }
  }

  @Path("/leaf")
  public interface LeafClient {
    @GET
    @Path("{id}")
    String get(@PathParam("id") String id);

    @GET
    @Path("{id}")
    Uni<String> uni(@PathParam("id") String id);
  }
}
