package dev.skein.it.testkit.vertx;

import static dev.skein.SpanKind.CLIENT;
import static dev.skein.SpanKind.SERVER;
import static dev.skein.testkit.SkeinAssertions.assertThat;
import static dev.skein.testkit.SkeinAssertions.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testkit.SkeinTest;
import dev.skein.testkit.TraceRecorder;
import dev.skein.testkit.vertx.SkeinVertxTest;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxTestContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SkeinVertxTest
@SkeinTest(serviceName = "fruits")
class FruitVerticleTest {
  private final FruitVerticle verticle = new FruitVerticle();

  @BeforeEach
  void deploy(Vertx vertx, VertxTestContext test) {
    vertx.deployVerticle(verticle).onComplete(test.succeedingThenComplete());
  }

  @Test
  void fruit_asksForItsPriceWithinTheRequest(
      Vertx vertx, VertxTestContext test, TraceRecorder recorder) {
    WebClient.create(vertx)
        .get(verticle.port(), "localhost", "/fruits/apple")
        .send()
        .onComplete(
            test.succeeding(
                response ->
                    test.verify(
                        () -> {
                          assertThat(response.bodyAsString()).isEqualTo("apple costs 3");
                          test.completeNow();
                        })));

    assertThat(recorder.awaitTraceOf("GET /fruits/{name}"))
        .hasTree(
            span(
                    SERVER,
                    "GET /fruits/{name}",
                    span(
                        "find price",
                        span(
                            CLIENT,
                            "GET",
                            span(SERVER, "GET /prices/{name}")
                                .attribute("http.response.status_code", 200))))
                .in("fruits"));
  }

  @Test
  void fruitThatIsNotThere_isNoErrorOfTheServer(
      Vertx vertx, VertxTestContext test, TraceRecorder recorder) {
    WebClient.create(vertx)
        .get(verticle.port(), "localhost", "/vegetables")
        .send()
        .onComplete(test.succeedingThenComplete());

    assertThat(recorder.awaitTrace())
        .root("GET")
        .hasAttribute("http.response.status_code", 404)
        .doesNotHaveAttribute("http.route");
  }
}
