package dev.skein.it.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.Tracer;
import dev.skein.testkit.SkeinTest;
import dev.skein.testkit.TraceCheck;
import dev.skein.testkit.TraceRecorder;
import dev.skein.testkit.WithoutTraceChecks;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What is forgotten in an application makes its test fail, and says what it was. */
class ChecksTest {
  @SkeinTest(patienceMillis = 50)
  static class Forgetful {
    @Test
    void openSpan(Tracer tracer) {
      tracer.startSpan("never ended");
    }

    @Test
    void openScope(Tracer tracer) {
      Span span = tracer.startSpan("never left");
      Scope leaked = span.makeCurrent();
      span.end();
    }

    @Test
    void orphan(Tracer tracer) {
      try (Skein other = TraceRecorder.create().skein()) {
        Span elsewhere = other.tracer().startSpan("recorded elsewhere");
        tracer.spanBuilder("orphan").setParent(elsewhere).startSpan().end();
        elsewhere.end();
      }
    }

    @Test
    void doubleEnd(Tracer tracer) {
      Span span = tracer.startSpan("ended twice");
      span.end();
      span.end();
    }

    @Test
    @WithoutTraceChecks(TraceCheck.OPEN_SPANS)
    void openSpanOnPurpose(Tracer tracer) {
      tracer.startSpan("never ended");
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
        .contains("at dev.skein.it.testkit.junit.ChecksTest$Forgetful.openSpan(ChecksTest.java:");
    assertThat(results.get("openScope")).contains("a scope was never closed: of \"never left\" ");
    assertThat(results.get("orphan")).contains("a span is an orphan: \"orphan\" ");
    assertThat(results.get("doubleEnd")).contains("a span was ended once more: \"ended twice\" ");
    assertThat(results).containsEntry("openSpanOnPurpose", "").hasSize(5);
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
