package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.rest.client.reactive.Url;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RestClientTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Application.of(
              Shop.class, Stock.class, StockClient.class, ShelfClient.class, PassingClient.class)
          .overrideConfigKey(
              "org.eclipse.microprofile.rest.client.propagateHeaders", "traceparent,baggage");

  @TestHTTPResource URI base;
  @Inject Recording recording;

  @BeforeEach
  void reset() {
    recording.reset();
  }

  @Test
  void call_isBetweenTheTwoServers() {
    assertThat(call("blocking", base.toString()).statusCode()).isEqualTo(200);

    Trace trace = recording.trace(3);
    assertThat(trace).hasSpans(3);
    SpanData client = client(trace);
    assertThat(trace).root().hasName("GET /shop/blocking");
    assertThat(client).hasParent(trace.root()).hasStatus(StatusCode.UNSET).hasNoEvents();
    assertThat(trace.find("GET /stock/{id}", SpanKind.SERVER)).hasParent(client);
    Map<String, Object> attributes = new TreeMap<>(client.attributes());
    attributes.remove("network.peer.port");
    assertThat(attributes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "http.request.method",
                "GET",
                "http.response.status_code",
                200L,
                "url.full",
                base.resolve("/stock/tea").toString(),
                "url.template",
                "/stock/{id}",
                "server.address",
                base.getHost(),
                "server.port",
                (long) base.getPort(),
                "network.peer.address",
                "127.0.0.1",
                "network.protocol.version",
                "1.1"));
  }

  @Test
  void callFromTheEventLoop_isBetweenTheTwoServers() {
    assertThat(call("uni", base.toString()).statusCode()).isEqualTo(200);

    assertBetween(recording.trace(3), "GET /shop/uni");
  }

  /** A response filter that may block would send each answer through a worker thread. */
  @Test
  void callFromTheEventLoop_staysThere() {
    assertThat(call("uni-thread", base.toString()).body()).startsWith("vert.x-eventloop");
  }

  @Test
  void callOutsideOfARequest_isARoot() {
    StockClient client =
        QuarkusRestClientBuilder.newBuilder().baseUri(base).build(StockClient.class);

    assertThat(client.get("tea")).isEqualTo("tea");

    Trace trace = recording.trace(2);
    assertThat(trace).hasSpans(2).root().hasKind(SpanKind.CLIENT).hasName("GET /stock/{id}");
  }

  @Test
  void injectedClientThatPassesHeadersOn_sendsItsOwn() {
    String foreign = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    String received =
        Http.get(base, "/shop/injected?to=" + base, "traceparent", foreign, "baggage", "a=1")
            .body();

    Trace trace = recording.await("0af7651916cd43dd8448eb211c80319c", t -> t.spans().size() == 3);
    assertThat(received)
        .isEqualTo("[00-" + trace.traceId() + "-" + client(trace).spanId() + "-01][a=1]");
  }

  @Test
  void callForAStream_isBetweenTheTwoServers() {
    assertThat(call("stream", base.toString()).body()).isEqualTo("[a, b]");

    Trace trace = recording.trace(3);
    assertThat(client(trace))
        .hasParent(trace.root())
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 200);
    assertThat(trace.find("GET /stock/stream", SpanKind.SERVER)).hasParent(client(trace));
  }

  /** No filter of Quarkus is in it; the tracer of Vert.x sees the request. */
  @Test
  void clientMadeByHand_isBetweenTheTwoServers() {
    assertThat(call("by-hand", base.toString()).body()).isEqualTo("tea");

    Trace trace = recording.trace(3);
    assertThat(trace).hasSpans(3);
    assertThat(client(trace)).hasParent(trace.root());
    assertThat(trace.find("GET /stock/{id}", SpanKind.SERVER)).hasParent(client(trace));
  }

  @Test
  void callForACompletionStage_isBetweenTheTwoServers() {
    assertThat(call("stage", base.toString()).statusCode()).isEqualTo(200);

    assertBetween(recording.trace(3), "GET /shop/stage");
  }

  @Test
  void header_isSentOnce_alsoWhenTheApplicationSetsOne() {
    String foreign = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    String received =
        Http.get(base, "/shop/own-header?to=" + base, "Shop-Traceparent", foreign).body();

    SpanData client = client(recording.trace(3));
    assertThat(received).isEqualTo("[00-" + client.traceId() + "-" + client.spanId() + "-03]");
  }

  @Test
  void refusedConnection_hasASpan() throws Exception {
    String nobody;
    try (ClosedPort closed = new ClosedPort()) {
      nobody = "http://localhost:" + closed.number();
      assertThat(call("blocking", nobody).statusCode()).isEqualTo(502);
    }

    Trace trace = recording.trace(2);
    assertThat(trace).hasSpans(2);
    SpanData client = client(trace);
    assertThat(client)
        .hasParent(trace.root())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("url.full", nobody + "/stock/tea")
        .hasAttribute("error.type")
        .hasEvent("exception")
        .doesNotHaveAttribute("http.response.status_code");
  }

  @Test
  void timeout_hasASpan() {
    assertThat(call("timeout", base.toString()).statusCode()).isEqualTo(502);

    // whether the other end got the request in that time is another matter
    Trace trace = recording.trace(2);
    assertThat(client(trace)).hasStatus(StatusCode.ERROR).hasAttribute("error.type");
  }

  @Test
  void unusableUrl_hasASpan() {
    assertThat(call("blocking", "http://localhost:99999").statusCode()).isEqualTo(502);

    assertThat(client(recording.trace(2))).hasStatus(StatusCode.ERROR);
  }

  @Test
  void response404_isAnErrorOfTheClient() {
    assertThat(call("unknown", base.toString()).statusCode()).isEqualTo(502);

    SpanData client = client(recording.trace(3));
    assertThat(client)
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 404)
        .hasAttribute("error.type", "404")
        .hasNoEvents();
  }

  @Test
  void cancelledCall_isNoError() {
    assertThat(call("cancelled", base.toString()).statusCode()).isEqualTo(200);

    SpanData client = client(recording.trace(3));
    assertThat(client).hasStatus(StatusCode.UNSET).doesNotHaveAttribute("error.type");
  }

  @Test
  void methodOfASubResourceClient_hasNoTemplate() {
    assertThat(call("shelf", base.toString()).statusCode()).isEqualTo(200);

    SpanData client = client(recording.trace(3));
    assertThat(client).hasName("GET").doesNotHaveAttribute("url.template");
  }

  private HttpResponse<String> call(String how, String to) {
    return Http.get(base, "/shop/" + how + "?to=" + to);
  }

  private static SpanData client(Trace trace) {
    return trace.findIn("shop", SpanKind.CLIENT);
  }

  private static void assertBetween(Trace trace, String caller) {
    assertThat(trace).hasSpans(3).root().hasName(caller);
    assertThat(client(trace)).hasName("GET /stock/{id}").hasParent(trace.root());
    assertThat(trace.find("GET /stock/{id}", SpanKind.SERVER)).hasParent(client(trace));
  }

  @Path("/shop")
  public static class Shop {
    @Inject @RestClient PassingClient injected;

    @GET
    @Path("blocking")
    public String blocking(@QueryParam("to") String to) {
      return answer(() -> client(to).get("tea"));
    }

    @GET
    @Path("unknown")
    public String unknown(@QueryParam("to") String to) {
      return answer(() -> client(to).get("unknown"));
    }

    @GET
    @Path("timeout")
    public String timeout(@QueryParam("to") String to) {
      return answer(() -> client(to, Duration.ofMillis(300)).never());
    }

    @GET
    @Path("own-header")
    public String ownHeader(
        @QueryParam("to") String to, @HeaderParam("Shop-Traceparent") String traceparent) {
      return client(to).header(traceparent);
    }

    @GET
    @Path("shelf")
    public String shelf(@QueryParam("to") String to) {
      return client(to).shelf("a").first();
    }

    @GET
    @Path("uni")
    public Uni<String> uni(@QueryParam("to") String to) {
      return client(to).getUni("tea");
    }

    @GET
    @Path("stream")
    public Uni<String> stream(@QueryParam("to") String to) {
      return client(to).stream().collect().asList().map(Object::toString);
    }

    @GET
    @Path("by-hand")
    public String byHand(@QueryParam("to") String to) {
      Client client = ClientBuilder.newClient();
      try {
        return client.target(to).path("stock/tea").request().get(String.class);
      } finally {
        client.close();
      }
    }

    @GET
    @Path("uni-thread")
    public Uni<String> uniThread(@QueryParam("to") String to) {
      return client(to).getUni("tea").map(x -> Thread.currentThread().getName());
    }

    @GET
    @Path("injected")
    public String injected(@QueryParam("to") String to) {
      return injected.headers(to);
    }

    @GET
    @Path("stage")
    public CompletionStage<String> stage(@QueryParam("to") String to) {
      return client(to).getStage("tea");
    }

    /** Gives up as soon as the other end has the request. */
    @GET
    @Path("cancelled")
    public String cancelled(@QueryParam("to") String to) throws Exception {
      CompletableFuture<Void> arrived = Stock.arrival();
      var call = client(to).neverUni().subscribe().with(x -> {});
      arrived.get(Recording.LONG.toSeconds(), TimeUnit.SECONDS);
      call.cancel();
      return "x";
    }

    private static String answer(Supplier<String> call) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        throw new WebApplicationException(502);
      }
    }

    private static StockClient client(String to) {
      return client(to, Recording.LONG);
    }

    private static StockClient client(String to, Duration readTimeout) {
      return QuarkusRestClientBuilder.newBuilder()
          .baseUri(URI.create(to))
          .readTimeout(readTimeout.toMillis(), TimeUnit.MILLISECONDS)
          .build(StockClient.class);
    }
  }

  @Path("/stock")
  public interface StockClient {
    @GET
    @Path("{id}")
    String get(@PathParam("id") String id);

    @GET
    @Path("{id}")
    Uni<String> getUni(@PathParam("id") String id);

    @GET
    @Path("{id}")
    CompletionStage<String> getStage(@PathParam("id") String id);

    @GET
    @Path("header")
    String header(@HeaderParam("Traceparent") String traceparent);

    @GET
    @Path("stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    Multi<String> stream();

    @GET
    @Path("never")
    String never();

    @GET
    @Path("never")
    Uni<String> neverUni();

    @Path("shelf/{shelf}")
    ShelfClient shelf(@PathParam("shelf") String shelf);
  }

  @RegisterRestClient(baseUri = "http://localhost:1")
  @RegisterClientHeaders
  @Path("/stock")
  public interface PassingClient {
    @GET
    @Path("headers")
    String headers(@Url String to);
  }

  public interface ShelfClient {
    @GET
    @Path("first")
    String first();
  }

  @Path("/stock")
  public static class Stock {
    private static volatile CompletableFuture<Void> arrival = new CompletableFuture<>();

    static CompletableFuture<Void> arrival() {
      arrival = new CompletableFuture<>();
      return arrival;
    }

    @GET
    @Path("{id}")
    public String get(String id) {
      if (id.equals("unknown")) {
        throw new WebApplicationException(404);
      }
      return id;
    }

    @GET
    @Path("header")
    public String header(@Context HttpHeaders headers) {
      return headers.getRequestHeader("traceparent").toString();
    }

    @GET
    @Path("stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> stream() {
      return Multi.createFrom().items("a", "b");
    }

    @GET
    @Path("headers")
    public String headers(@Context HttpHeaders headers) {
      return headers.getRequestHeader("traceparent").toString()
          + headers.getRequestHeader("baggage");
    }

    @GET
    @Path("never")
    public Uni<String> never() {
      arrival.complete(null);
      return Uni.createFrom().nothing();
    }

    @GET
    @Path("shelf/{shelf}/first")
    public String first(String shelf) {
      return shelf;
    }
  }
}
