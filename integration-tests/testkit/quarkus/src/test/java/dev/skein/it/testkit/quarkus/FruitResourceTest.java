package dev.skein.it.testkit.quarkus;

import static dev.skein.SpanKind.CLIENT;
import static dev.skein.SpanKind.SERVER;
import static dev.skein.testkit.SkeinAssertions.assertThat;
import static dev.skein.testkit.SkeinAssertions.span;
import static io.restassured.RestAssured.given;
import static org.hamcrest.CoreMatchers.is;

import dev.skein.testkit.TraceRecorder;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FruitResourceTest {
  @Inject TraceRecorder recorder;

  @Test
  void fruit_asksForItsPriceWithinTheRequest() {
    given().get("/fruits/apple").then().body(is("apple costs 5"));

    assertThat(recorder.awaitTrace())
        .hasTree(
            span(
                    SERVER,
                    "GET /fruits/{name}",
                    span(
                            "find price",
                            span(CLIENT, "GET /prices/{name}", span(SERVER, "GET /prices/{name}")))
                        .attribute("currency", "EUR"))
                .in("fruits"));
  }

  @Test
  void unknownPath_isNoErrorOfTheServer() {
    given().get("/vegetables").then().statusCode(404);

    assertThat(recorder.awaitTrace())
        .root("GET")
        .hasAttribute("http.response.status_code", 404)
        .hasNoChildren();
  }

  @Nested
  class WithCaller {
    @Test
    void caller_isTheParent() {
      String traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
      given()
          .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
          .get("/prices/fig")
          .then()
          .body(is("3"));

      assertThat(recorder.awaitTrace(traceId)).root("GET /prices/{name}").hasService("fruits");
    }
  }
}
