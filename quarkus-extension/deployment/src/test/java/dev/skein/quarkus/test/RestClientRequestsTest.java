package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a call of the REST client sends, and when that is answered. */
class RestClientRequestsTest {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Application.of(Shop.class, Stock.class, StockClient.class);

  @TestHTTPResource URI base;
  @Inject Recording recording;
  @Inject Skein skein;

  @BeforeEach
  void reset() {
    recording.reset();
  }

  @Test
  void redirection_isARequestOfItsOwn() {
    assertThat(call("moved")).isEqualTo("tea");

    Trace trace = recording.await(TRACE_ID, soFar -> soFar.spans().size() == 5);
    SpanData shop = trace.find("GET /shop/moved");
    SpanData redirected = trace.find("GET /stock/moved", SpanKind.CLIENT);
    assertThat(redirected)
        .hasParent(shop)
        .hasAttribute("http.response.status_code", 302)
        .doesNotHaveAttribute("http.request.resend_count");
    assertThat(trace.find("GET /stock/moved", SpanKind.SERVER)).hasParent(redirected);
    SpanData next = trace.find("GET", SpanKind.CLIENT);
    assertThat(next)
        .hasParent(shop)
        .hasAttribute("url.full", base.resolve("/stock/tea").toString())
        .hasAttribute("http.response.status_code", 200)
        .hasAttribute("http.request.resend_count", 1);
    assertThat(trace.find("GET /stock/tea", SpanKind.SERVER)).hasParent(next);
  }

  @Test
  void span_endsWithTheHeadOfTheResponse() {
    CompletableFuture<String> body = CompletableFuture.supplyAsync(() -> call("parts"));

    Trace soFar =
        recording.await(
            TRACE_ID, trace -> !trace.all(span -> span.kind() == SpanKind.CLIENT).isEmpty());
    Stock.REST.complete(" and the rest");

    assertThat(soFar.findIn("shop", SpanKind.CLIENT))
        .hasName("GET /stock/parts")
        .hasAttribute("http.response.status_code", 200);
    assertThat(body.join()).isEqualTo("the beginning and the rest");
  }

  /** Quarkus tells nobody how such a call ends. */
  @Test
  void callGivenUpBeforeThereIsAConnection_leavesNoOpenSpan() {
    assertThat(call("crowded")).isEqualTo("given up");

    Trace trace = recording.await(TRACE_ID, soFar -> soFar.spans().size() == 3);
    assertThat(trace.all(span -> span.kind() == SpanKind.CLIENT)).hasSize(1);
    assertThat(skein.health().live()).isZero();
  }

  private String call(String how) {
    String parent = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
    return Http.get(base, "/shop/" + how + "?to=" + base, "traceparent", parent).body();
  }

  @Path("/shop")
  public static class Shop {
    @GET
    @Path("moved")
    public String moved(@QueryParam("to") String to) {
      return client(to).moved();
    }

    @GET
    @Path("parts")
    public String parts(@QueryParam("to") String to) {
      return client(to).parts();
    }

    /** One call has the only connection, another one waits for it. */
    @GET
    @Path("crowded")
    public String crowded(@QueryParam("to") String to) {
      StockClient client = client(to);
      Cancellable first = client.never().subscribe().with(answer -> {});
      Stock.ARRIVED.join();
      client.never().subscribe().with(answer -> {}).cancel();
      first.cancel();
      return "given up";
    }

    private static StockClient client(String to) {
      return QuarkusRestClientBuilder.newBuilder()
          .baseUri(URI.create(to))
          .followRedirects(true)
          .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, 1)
          .build(StockClient.class);
    }
  }

  @Path("/stock")
  public interface StockClient {
    @GET
    @Path("moved")
    String moved();

    @GET
    @Path("parts")
    String parts();

    @GET
    @Path("never")
    Uni<String> never();
  }

  @Path("/stock")
  public static class Stock {
    static final CompletableFuture<Void> ARRIVED = new CompletableFuture<>();
    static final CompletableFuture<String> REST = new CompletableFuture<>();

    @GET
    @Path("moved")
    public Response moved() {
      return Response.status(302).location(URI.create("/stock/tea")).build();
    }

    @GET
    @Path("tea")
    public String tea() {
      return "tea";
    }

    @GET
    @Path("never")
    public Uni<String> never() {
      ARRIVED.complete(null);
      return Uni.createFrom().nothing();
    }

    /** Begins at once, and goes on when it is told to. */
    @GET
    @Path("parts")
    public Multi<String> parts() {
      return Multi.createBy()
          .concatenating()
          .streams(
              Multi.createFrom().item("the beginning"),
              Uni.createFrom().completionStage(REST).toMulti());
    }
  }
}
