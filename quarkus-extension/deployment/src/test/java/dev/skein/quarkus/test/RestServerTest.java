package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.Tracer;
import dev.skein.testkit.Trace;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RestServerTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Application.of(Items.class, Reviews.class, Declined.class, DeclinedMapper.class)
          .overrideConfigKey("quarkus.http.limits.max-body-size", "1K");

  @TestHTTPResource URI base;
  @Inject Recording recording;

  @BeforeEach
  void reset() {
    recording.reset();
  }

  @Test
  void get_isNamedByItsTemplateAndHasAllStableAttributes() {
    assertThat(Http.get(base, "/items/42?size=L", "User-Agent", "shopper").body()).isEqualTo("42");

    Trace trace = recording.trace(1);
    assertThat(trace)
        .hasSpans(1)
        .root()
        .hasName("GET /items/{id}")
        .hasKind(SpanKind.SERVER)
        .hasService("shop")
        .hasStatus(StatusCode.UNSET)
        .hasNoEvents()
        .hasAttribute("client.address", "127.0.0.1")
        .hasAttribute("network.peer.port");
    Map<String, Object> attributes = new TreeMap<>(trace.root().attributes());
    attributes.remove("network.peer.port");
    assertThat(attributes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("http.request.method", "GET"),
                Map.entry("http.response.status_code", 200L),
                Map.entry("http.route", "/items/{id}"),
                Map.entry("url.path", "/items/42"),
                Map.entry("url.query", "size=L"),
                Map.entry("url.scheme", "http"),
                Map.entry("server.address", base.getHost()),
                Map.entry("server.port", (long) base.getPort()),
                Map.entry("client.address", "127.0.0.1"),
                Map.entry("network.peer.address", "127.0.0.1"),
                Map.entry("network.protocol.version", "1.1"),
                Map.entry("user_agent.original", "shopper")));
  }

  @Test
  void http2_isTheSameButForTheProtocol() {
    assertThat(Http.http2(base, "/items/42").body()).isEqualTo("42");

    assertThat(recording.trace(1))
        .hasSpans(1)
        .root()
        .hasName("GET /items/{id}")
        .hasAttribute("network.protocol.version", "2")
        .hasAttribute("server.address", base.getHost());
  }

  @Test
  void collection_hasNoSlashAtTheEnd() {
    Http.get(base, "/items");

    assertThat(recording.trace(1))
        .root()
        .hasName("GET /items")
        .hasAttribute("http.route", "/items");
  }

  @Test
  void post_isNamedByItsTemplate() {
    assertThat(Http.send("POST", base, "/items", "tea").statusCode()).isEqualTo(201);

    assertThat(recording.trace(1))
        .root()
        .hasName("POST /items")
        .hasAttribute("http.response.status_code", 201);
  }

  @Test
  void callersHeader_givesTraceAndParent() {
    Http.get(
        base, "/items/1", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    Trace trace = recording.await("0af7651916cd43dd8448eb211c80319c", t -> !t.spans().isEmpty());
    assertThat(trace.spans()).hasSize(1);
    assertThat(trace.spans().get(0).parentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(trace.spans().get(0).hasRemoteParent()).isTrue();
  }

  @Test
  void unmatchedPath_hasNoRoute() {
    assertThat(Http.get(base, "/nothing/here").statusCode()).isEqualTo(404);

    assertThat(recording.trace(1))
        .root()
        .hasName("GET")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 404)
        .doesNotHaveAttribute("http.route")
        .hasNoEvents();
  }

  @Test
  void unmatchedMethod_hasNoRoute() {
    assertThat(Http.send("DELETE", base, "/items", "").statusCode()).isEqualTo(405);

    assertThat(recording.trace(1)).root().hasName("DELETE").doesNotHaveAttribute("http.route");
  }

  @Test
  void thrownNotFound_hasTheRouteAndIsNoError() {
    assertThat(Http.get(base, "/items/unknown").statusCode()).isEqualTo(404);

    assertThat(recording.trace(1))
        .root()
        .hasName("GET /items/{id}")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 404)
        .doesNotHaveAttribute("error.type");
  }

  @Test
  void thrownBadRequest_isNoError() {
    assertThat(Http.get(base, "/items/find").statusCode()).isEqualTo(400);

    assertThat(recording.trace(1))
        .root()
        .hasName("GET /items/find")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 400);
  }

  @Test
  void unsupportedBody_hasTheRoute() {
    assertThat(Http.send("PUT", base, "/items/1", "a,b", "Content-Type", "text/csv").statusCode())
        .isEqualTo(415);

    assertThat(recording.trace(1)).root().hasName("PUT /items/{id}").hasStatus(StatusCode.UNSET);
  }

  @Test
  void unacceptable_hasTheRoute() {
    assertThat(Http.get(base, "/items/find?size=L", "Accept", "image/png").statusCode())
        .isEqualTo(406);

    assertThat(recording.trace(1)).root().hasName("GET /items/find").hasStatus(StatusCode.UNSET);
  }

  @Test
  void bodyThatIsTooLarge_hasTheRoute() {
    assertThat(Http.send("POST", base, "/items", "x".repeat(2_000)).statusCode()).isEqualTo(413);

    assertThat(recording.trace(1)).root().hasName("POST /items").hasStatus(StatusCode.UNSET);
  }

  @Test
  void streamThatBreaks_isAnErrorWithItsException() {
    assertThatThrownBy(() -> Http.get(base, "/items/breaking"));

    Trace trace = recording.trace(1);
    assertThat(trace)
        .root()
        .hasName("GET /items/breaking")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 200)
        .hasAttribute("error.type", "java.lang.IllegalStateException");
    assertThat(trace.root().events()).hasSize(1);
  }

  @Test
  void exceptionMappedTo402_isNoError() {
    assertThat(Http.get(base, "/items/declined").statusCode()).isEqualTo(402);

    assertThat(recording.trace(1))
        .root()
        .hasName("GET /items/{id}")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 402)
        .doesNotHaveAttribute("error.type");
  }

  @Test
  void exceptionMappedTo503_isRecorded() {
    assertThat(Http.get(base, "/items/down").statusCode()).isEqualTo(503);

    assertThat(recording.trace(1))
        .root()
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 503)
        .hasAttribute("error.type", "503")
        .hasEvent("exception");
  }

  @Test
  void thrownException_isRecordedAndAnError() {
    assertThat(Http.get(base, "/items/broken").statusCode()).isEqualTo(500);

    Trace trace = recording.trace(1);
    assertThat(trace)
        .root()
        .hasName("GET /items/{id}")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 500)
        .hasAttribute("error.type", "500")
        .hasEvent("exception");
    assertThat(trace.root().events().get(0).attributes())
        .containsEntry("exception.type", "java.lang.IllegalStateException")
        .containsEntry("exception.message", "out of tea");
  }

  @Test
  void answered500WithoutException_isAnError() {
    assertThat(Http.get(base, "/items/answered500").statusCode()).isEqualTo(500);

    assertThat(recording.trace(1)).root().hasStatus(StatusCode.ERROR).hasNoEvents();
  }

  @Test
  void subResource_hasTheTemplatesOfAllLevels() {
    assertThat(Http.get(base, "/items/7/reviews/last/author").body()).isEqualTo("7:last");

    assertThat(recording.trace(1)).root().hasName("GET /items/{id}/reviews/{review}/author");
  }

  @Test
  void patternOfAVariable_isLeftOut() {
    assertThat(Http.get(base, "/items/by/12/x").statusCode()).isEqualTo(200);

    assertThat(recording.trace(1)).root().hasName("GET /items/by/{number}/{rest}");
  }

  @Test
  void uni_keepsTheContextInItsStages() {
    assertThat(Http.get(base, "/items/uni").body()).isEqualTo("done");

    assertThat(recording.trace(2)).hasSpanNames("GET /items/uni", "stage");
  }

  @Test
  void multi_keepsTheContextInItsStages() {
    assertThat(Http.get(base, "/items/multi").statusCode()).isEqualTo(200);

    assertThat(recording.trace(4)).hasSpanNames("GET /items/multi", "item", "item", "item");
  }

  @Test
  void completionStage_keepsTheContext() {
    assertThat(Http.get(base, "/items/stage").body()).isEqualTo("x");

    assertThat(recording.trace(2)).span("stage").hasParent("GET /items/stage");
  }

  @Test
  void nonBlocking_hasItsSpanCurrent() {
    Http.get(base, "/items/nonblocking");

    assertThat(recording.trace(2)).span("inside").hasParent("GET /items/nonblocking");
  }

  @Path("/items")
  public static class Items {
    @Inject Tracer tracer;
    @Inject ManagedExecutor executor;

    @GET
    public String all() {
      return "tea";
    }

    @POST
    public Response add(String item) {
      return Response.status(201).build();
    }

    @GET
    @Path("/{id}")
    public String one(String id) {
      return switch (id) {
        case "unknown" -> throw new NotFoundException();
        case "declined" -> throw new Declined(402);
        case "down" -> throw new Declined(503);
        case "broken" -> throw new IllegalStateException("out of tea");
        default -> id;
      };
    }

    @PUT
    @Path("/{id}")
    @Consumes("application/json")
    public String replace(String item) {
      return item;
    }

    @GET
    @Path("/breaking")
    public Multi<String> breaking() {
      return Multi.createBy()
          .concatenating()
          .streams(
              Multi.createFrom().item("first"),
              Multi.createFrom().failure(new IllegalStateException("no more tea")));
    }

    @GET
    @Path("find")
    @Produces("text/plain")
    public String find(@QueryParam("size") String size) {
      if (size == null) {
        throw new WebApplicationException("no size", 400);
      }
      return size;
    }

    @GET
    @Path("/answered500")
    public Response answered500() {
      return Response.serverError().build();
    }

    @Path("/{id}/reviews")
    public Reviews reviews(String id) {
      return new Reviews(id);
    }

    @GET
    @Path("by/{number: \\d{1,3}}/{ rest : .+ }")
    public String byPattern(@PathParam("number") String number) {
      return number;
    }

    @GET
    @Path("/uni")
    public Uni<String> uni() {
      return Uni.createFrom()
          .item("x")
          .onItem()
          .delayIt()
          .by(Duration.ofMillis(1))
          .map(
              x -> {
                tracer.startSpan("stage").end();
                return "done";
              });
    }

    @GET
    @Path("/multi")
    public Multi<String> multi() {
      return Multi.createFrom()
          .ticks()
          .every(Duration.ofMillis(1))
          // a tick that nobody has asked for yet would be a failure
          .onOverflow()
          .buffer()
          .select()
          .first(3)
          .map(
              tick -> {
                tracer.startSpan("item").end();
                return "x";
              });
    }

    @GET
    @Path("/stage")
    public CompletionStage<String> stage() {
      return executor.supplyAsync(
          () -> {
            tracer.startSpan("stage").end();
            return "x";
          });
    }

    @GET
    @Path("/nonblocking")
    @NonBlocking
    public String nonBlocking() {
      tracer.startSpan("inside").end();
      return "x";
    }
  }

  public static class Reviews {
    private final String item;

    Reviews(String item) {
      this.item = item;
    }

    @GET
    @Path("{review}/author")
    public String author(String review) {
      return item + ":" + review;
    }
  }

  public static class Declined extends RuntimeException {
    private static final long serialVersionUID = 1;
    final int status;

    Declined(int status) {
      this.status = status;
    }
  }

  @Provider
  public static class DeclinedMapper implements ExceptionMapper<Declined> {
    @Override
    public Response toResponse(Declined declined) {
      return Response.status(declined.status).build();
    }
  }
}
