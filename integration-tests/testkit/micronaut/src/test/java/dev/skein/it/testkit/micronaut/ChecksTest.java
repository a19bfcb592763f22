package dev.skein.it.testkit.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.skein.testkit.TraceCheck;
import dev.skein.testkit.TraceRecorder;
import dev.skein.testkit.WithoutTraceChecks;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What is forgotten in an application makes its test fail, and says what it was. */
class ChecksTest {
  @MicronautTest
  static class Forgetful {
    @Inject TraceRecorder recorder;

    @Inject
    @Client("/")
    HttpClient client;

    @Test
    void openSpan() {
      client.toBlocking().retrieve("/forgetful");
    }

    @Test
    void openScope() {
      client.toBlocking().retrieve("/careless");
    }

    @Test
    @WithoutTraceChecks(TraceCheck.OPEN_SPANS)
    void openSpanOnPurpose() {
      client.toBlocking().retrieve("/forgetful");
    }

    @Test
    void nothingForgotten() {
      client.toBlocking().retrieve("/prices/apple");

      assertThat(recorder.awaitTrace().spans()).hasSize(2);
    }
  }

  @Test
  void whatIsForgotten_failsTheTest() {
    Map<String, String> results = new TreeMap<>();
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Forgetful.class))
        .execute()
        .testEvents()
        .finished()
        .stream()
        .forEach(event -> results.put(name(event), message(event)));

    assertThat(results.get("openSpan"))
        .contains("a span was never ended: \"never ended\" ")
        .contains("at dev.skein.it.testkit.micronaut.FruitController.forgetful(FruitController");
    assertThat(results.get("openScope"))
        .contains("a scope was never closed: of \"never left\" ")
        .contains("at dev.skein.it.testkit.micronaut.FruitController.careless(FruitController");
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
