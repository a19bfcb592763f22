package dev.skein.it.testkit.quarkus;

import static dev.skein.SpanKind.SERVER;
import static dev.skein.testkit.SkeinAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.hamcrest.CoreMatchers.is;

import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.Trace;
import dev.skein.testkit.quarkus.OtlpTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

@QuarkusIntegrationTest
@WithTestResource(OtlpTestResource.class)
class FruitResourceIT {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

  OtlpReceiver receiver;

  @Test
  void packagedApplication_sendsItsSpans() {
    given()
        .header("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01")
        .get("/prices/fig")
        .then()
        .body(is("3"));

    Trace trace =
        receiver.awaitTrace(TRACE_ID, t -> t.spans().size() == 1, OtlpReceiver.DEFAULT_TIMEOUT);
    assertThat(trace).root("GET /prices/{name}").hasKind(SERVER).hasService("fruits");
  }

  @Test
  void receiver_isEmptyAtTheStartOfEachTest() {
    assertThat(receiver.trace(TRACE_ID)).hasSpans(0);

    given().get("/vegetables").then().statusCode(404);

    assertThat(receiver.awaitSpans(1).get(0)).hasName("GET");
  }
}
