package dev.skein.it.testkit.quarkus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.testkit.TraceCheck;
import dev.skein.testkit.TraceRecorder;
import dev.skein.testkit.WithoutTraceChecks;
import dev.skein.testkit.quarkus.RecorderCallbacks;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import jakarta.inject.Inject;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * What is forgotten in an application makes its test fail, and says what it was. Quarkus starts in
 * no engine within an engine: what it calls after a test is called here, and found as it finds it.
 */
@QuarkusTest
class ChecksTest {
  @Inject TraceRecorder recorder;

  @Test
  void checks_areFoundByQuarkus() {
    assertThat(ServiceLoader.load(QuarkusTestAfterEachCallback.class))
        .hasAtLeastOneElementOfType(RecorderCallbacks.class);
  }

  @Test
  @WithoutTraceChecks
  void openSpan_failsTheTest() {
    given().get("/forgetful").then().statusCode(200);

    assertThatThrownBy(() -> afterTest("checked", null))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a span was never ended: \"never ended\" ")
        .hasMessageContaining("it.testkit.quarkus.FruitResource.forgetful(FruitResource.java:");
    assertThatCode(() -> afterTest("uncheckedOpenSpans", null)).doesNotThrowAnyException();
    assertThatCode(() -> afterTest("checked", new Exception())).doesNotThrowAnyException();
  }

  @Test
  @WithoutTraceChecks
  void openScope_failsTheTest() {
    given().get("/careless").then().statusCode(200);

    assertThatThrownBy(() -> afterTest("checked", null))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a scope was never closed: of \"never left\" ")
        .hasMessageContaining("it.testkit.quarkus.FruitResource.careless(FruitResource.java:");
  }

  @Test
  void nothingForgotten_passes() {
    given().get("/prices/apple").then().statusCode(200);

    assertThat(recorder.awaitTrace().spans()).hasSize(1);
    afterTest("checked", null);
  }

  /** Stands for a test. */
  void checked() {}

  /** Stands for a test that leaves a check out. */
  @WithoutTraceChecks(TraceCheck.OPEN_SPANS)
  void uncheckedOpenSpans() {}

  private void afterTest(String name, Throwable failure) {
    try {
      new RecorderCallbacks()
          .afterEach(
              new QuarkusTestMethodContext(
                  this, List.of(), ChecksTest.class.getDeclaredMethod(name), failure));
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }
}
