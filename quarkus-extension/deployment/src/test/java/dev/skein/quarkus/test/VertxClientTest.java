package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import dev.skein.vertx.SkeinVertx;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VertxClientTest {
  @RegisterExtension static final QuarkusUnitTest APPLICATION = Application.of(Resource.class);

  @TestHTTPResource URI base;
  @Inject Recording recording;

  @BeforeEach
  void reset() {
    recording.reset();
  }

  @Test
  void webClientOnTheEventLoop_isBetweenTheTwoServers() {
    String header = Http.get(base, "/web/event-loop?to=" + base).body();

    assertBetween("GET /web/event-loop", header);
  }

  @Test
  void webClientOnAWorker_isBetweenTheTwoServers() {
    String header = Http.get(base, "/web/worker?to=" + base).body();

    assertBetween("GET /web/worker", header);
  }

  @Test
  void httpClient_isBetweenTheTwoServers() {
    String header = Http.get(base, "/web/http-client?to=" + base).body();

    assertBetween("GET /web/http-client", header);
  }

  @Test
  void response404_isAnErrorOfTheClient() {
    assertThat(Http.get(base, "/web/unknown?to=" + base).body()).isEqualTo("404");

    assertThat(recording.trace(3).findIn("shop", SpanKind.CLIENT))
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "404");
  }

  @Test
  void refusedConnection_hasASpanWhenTheClientIsTraced() {
    assertThat(Http.get(base, "/web/refused").body()).isEqualTo("not sent");

    Trace trace = recording.trace(2);
    assertThat(trace.findIn("shop", SpanKind.CLIENT))
        .hasName("GET")
        .hasParent(trace.root())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "java.net.ConnectException");
  }

  private void assertBetween(String caller, String header) {
    Trace trace = recording.trace(3);
    SpanData client = trace.findIn("shop", SpanKind.CLIENT);
    assertThat(trace).hasSpans(3).root().hasName(caller);
    assertThat(client).hasName("GET").hasParent(trace.root());
    assertThat(trace.find("GET /web/header", SpanKind.SERVER)).hasParent(client);
    assertThat(header).isEqualTo("[00-" + client.traceId() + "-" + client.spanId() + "-03]");
  }

  @Path("/web")
  @Singleton
  public static class Resource {
    @Inject Vertx vertx;
    @Inject Skein skein;
    private WebClient client;
    private HttpClient httpClient;
    private WebClient tracedClient;

    @PostConstruct
    void open() {
      client = WebClient.create(vertx);
      httpClient = vertx.createHttpClient();
      tracedClient = WebClient.wrap(SkeinVertx.traced(skein, httpClient));
    }

    @PreDestroy
    void close() {
      client.close();
      httpClient.close();
    }

    @GET
    @Path("event-loop")
    @NonBlocking
    public Uni<String> eventLoop(@QueryParam("to") String to) {
      return uni(send(to, "/web/header").map(HttpResponse::bodyAsString));
    }

    @GET
    @Path("worker")
    public String worker(@QueryParam("to") String to) {
      return uni(send(to, "/web/header").map(HttpResponse::bodyAsString)).await().indefinitely();
    }

    @GET
    @Path("http-client")
    public Uni<String> httpClient(@QueryParam("to") String to) {
      URI uri = URI.create(to);
      return uni(
          httpClient
              .request(HttpMethod.GET, uri.getPort(), uri.getHost(), "/web/header")
              .compose(request -> request.send())
              .compose(response -> response.body())
              .map(body -> body.toString()));
    }

    @GET
    @Path("unknown")
    public Uni<Integer> unknown(@QueryParam("to") String to) {
      return uni(send(to, "/web/404").map(HttpResponse::statusCode));
    }

    @GET
    @Path("refused")
    public Uni<String> refused() throws IOException {
      ClosedPort closed = new ClosedPort();
      return uni(tracedClient
              .getAbs("http://localhost:" + closed.number() + "/")
              .send()
              .map("sent")
              .otherwise("not sent"))
          .onTermination()
          .invoke(() -> close(closed));
    }

    @GET
    @Path("header")
    public String header(@Context HttpHeaders headers) {
      return headers.getRequestHeader("traceparent").toString();
    }

    @GET
    @Path("404")
    public String missing() {
      throw new WebApplicationException(404);
    }

    private Future<HttpResponse<io.vertx.core.buffer.Buffer>> send(String to, String path) {
      return client.getAbs(URI.create(to).resolve(path).toString()).send();
    }

    private static void close(ClosedPort port) {
      try {
        port.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static <T> Uni<T> uni(Future<T> future) {
      return Uni.createFrom().completionStage(future.toCompletionStage());
    }
  }
}
