package dev.skein.it.testkit.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.testkit.SkeinTest;
import dev.skein.testkit.TraceCheck;
import dev.skein.testkit.TraceRecorder;
import dev.skein.testkit.WithoutTraceChecks;
import dev.skein.testkit.vertx.SkeinVertxTest;
import dev.skein.vertx.SkeinVertx;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxTestContext;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What is forgotten in an application makes its test fail, and says what it was. */
class ChecksTest {
  @SkeinVertxTest
  @SkeinTest(patienceMillis = 200)
  static class Forgetful {
    private static final FruitVerticle VERTICLE = new FruitVerticle();
    private static Vertx shared;

    @BeforeAll
    static void deploy(Vertx vertx, Skein skein, VertxTestContext test) {
      shared = vertx;
      assertThat(SkeinVertx.skein(vertx)).isSameAs(skein);
      vertx.deployVerticle(VERTICLE).onComplete(test.succeedingThenComplete());
    }

    @Test
    void openSpan(Vertx vertx, VertxTestContext test) {
      assertThat(vertx).isSameAs(shared);
      get(vertx, VERTICLE, "/forgetful", test);
    }

    @Test
    void openScope(Vertx vertx, Skein skein, VertxTestContext test) {
      vertx.runOnContext(
          start -> {
            Scope leaked = skein.attach(skein.currentContext());
            test.completeNow();
          });
    }
  }

  /** With all the patience that there is: nothing has to be waited for in vain. */
  @SkeinVertxTest
  static class Careful {
    private static final FruitVerticle VERTICLE = new FruitVerticle();

    @BeforeAll
    static void deploy(Vertx vertx, VertxTestContext test) {
      vertx.deployVerticle(VERTICLE).onComplete(test.succeedingThenComplete());
    }

    @Test
    @WithoutTraceChecks(TraceCheck.OPEN_SPANS)
    void openSpanOnPurpose(Vertx vertx, VertxTestContext test) {
      get(vertx, VERTICLE, "/forgetful", test);
    }

    @Test
    void nothingForgotten(Vertx vertx, VertxTestContext test, TraceRecorder recorder) {
      get(vertx, VERTICLE, "/prices/apple", test);

      assertThat(recorder.awaitTrace().root().name()).isEqualTo("GET /prices/{name}");
    }
  }

  private static void get(Vertx vertx, FruitVerticle verticle, String path, VertxTestContext test) {
    WebClient.create(vertx)
        .get(verticle.port(), "localhost", path)
        .send()
        .onComplete(test.succeedingThenComplete());
  }

  @Test
  void whatIsForgotten_failsTheTest() {
    Map<String, String> results = new TreeMap<>();
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Forgetful.class), selectClass(Careful.class))
        .execute()
        .testEvents()
        .finished()
        .stream()
        .forEach(event -> results.put(name(event), message(event)));

    assertThat(results.get("openSpan"))
        .contains("a span was never ended: \"never ended\" ")
        .contains("at dev.skein.it.testkit.vertx.FruitVerticle.forgetful(FruitVerticle.java:");
    assertThat(results.get("openScope"))
        .contains("a scope was never closed: of no span, opened on thread \"vert.x-eventloop");
    assertThat(results)
        .containsEntry("openSpanOnPurpose", "")
        .containsEntry("nothingForgotten", "")
        .hasSize(4);
  }

  private static String name(Event event) {
    String name = event.getTestDescriptor().getDisplayName();
    return name.substring(0, name.indexOf('('));
  }

  private static String message(Event event) {
    return event
        .getPayload(TestExecutionResult.class)
        .flatMap(TestExecutionResult::getThrowable)
        .map(Throwable::getMessage)
        .orElse("");
  }
}
