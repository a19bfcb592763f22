package dev.skein.micronaut;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.testkit.Trace;
import io.micronaut.context.Qualifier;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's span is current wherever the application's code runs. */
class ContextTest {
  private static App app;

  @BeforeAll
  static void start() {
    app =
        App.start(
            Map.of(
                "micronaut.executors.single.type",
                "fixed",
                "micronaut.executors.single.n-threads",
                1));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void reset() {
    app.reset();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "execute-on",
        "execute-on-blocking",
        "mono",
        "mono-execute-on",
        "mono-delay",
        "mono-publish-on",
        "mono-subscribe-on",
        "flux",
        "future",
        "async",
        "executor",
        "scheduler",
        "raw-thread"
      })
  void work_isChildOfServerSpan(String place) {
    assertThat(app.get("/context/" + place).statusCode()).isEqualTo(200);

    Trace trace = app.trace(2);
    assertThat(trace).root().hasKind(SpanKind.SERVER).hasName("GET /context/" + place);
    assertThat(trace.find("work")).hasParent(trace.root()).hasKind(SpanKind.INTERNAL);
    assertThat(app.skein().health().live()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"manual", "manual-executor", "manual-future", "manual-delay"})
  void work_isChildOfManualSpan(String place) {
    assertThat(app.get("/context/" + place).statusCode()).isEqualTo(200);

    Trace trace = app.trace(3);
    assertThat(trace.find("manual")).hasParent(trace.root());
    assertThat(trace.find("work")).hasParent(trace.find("manual"));
  }

  @Test
  void leakedScope_isOutOfSightInTheNextRequest() {
    app.get("/context/leaked");
    app.spans(2);
    app.reset();

    app.get("/context/after-leak");

    Trace trace = app.trace(2);
    assertThat(trace.find("work")).hasParent(trace.root());
  }

  @Test
  void threads_areLeftClean() throws Exception {
    for (int i = 0; i < 3; i++) {
      app.get("/context/executor");
    }

    ExecutorService io = app.context().getBean(ExecutorService.class, named("io"));
    assertThat(io.submit(() -> app.tracer().currentContext()).get()).isSameAs(Context.root());
    assertThat(app.skein().scopeMisuse().total()).isZero();
  }

  @Test
  void scopeOfOneRequest_isOutOfSightInAnother() {
    PropagatedContext one = propagated("one");
    PropagatedContext two = propagated("two");

    Span inner = app.tracer().startSpan("inner");
    String seen =
        one.propagate(
            () -> {
              try (Scope scope = inner.makeCurrent()) {
                String other = two.propagate(this::current);
                String none = PropagatedContext.empty().propagate(this::current);
                String again = one.propagate(this::current);
                return other + "," + none + "," + again + "," + current();
              }
            });
    inner.end();

    assertThat(seen).isEqualTo("two,,inner,inner");
    assertThat(current()).isEmpty();
    assertThat(app.skein().scopeMisuse().total()).isZero();
  }

  @Test
  void scopesOfTwoRequests_eachRestoresItsOwn() {
    PropagatedContext one = propagated("one");
    PropagatedContext two = propagated("two");

    one.propagate(
        () -> {
          Scope inOne = ended("in one").makeCurrent();
          two.propagate(
              () -> {
                try (Scope inTwo = ended("in two").makeCurrent()) {
                  assertThat(current()).isEqualTo("in two");
                }
                assertThat(current()).isEqualTo("two");
                return "";
              });
          assertThat(current()).isEqualTo("in one");
          inOne.close();
          assertThat(current()).isEqualTo("one");
          return "";
        });

    assertThat(current()).isEmpty();
  }

  @Test
  void leakedScopes_areForgottenInTheEnd() {
    for (int i = 0; i < 1_000; i++) {
      propagated("request " + i).propagate(this::leakScope);
    }

    assertThat(current()).isEmpty();
    assertThat(propagated("next").propagate(this::current)).isEqualTo("next");
  }

  @Test
  void executorOfTheApplication_carriesWithWrap() throws Exception {
    ExecutorService own = Executors.newSingleThreadExecutor();
    try {
      Span span = app.tracer().startSpan("caller");
      try (Scope scope = span.makeCurrent()) {
        assertThat(own.submit(app.tracer().wrap(this::current)).get()).isEqualTo("caller");
      }
      assertThat(own.submit(this::current).get()).isEmpty();
      span.end();
    } finally {
      own.shutdownNow();
    }
  }

  @SuppressWarnings("resource")
  private String leakScope() {
    ended("leaked").makeCurrent();
    return current();
  }

  private static PropagatedContext propagated(String name) {
    return PropagatedContext.empty()
        .plus(new CallerElement(Context.root().with(ended(name)), null));
  }

  /** A span that can be current, and is not waited for. */
  private static Span ended(String name) {
    Span span = app.tracer().startSpan(name);
    span.end();
    return span;
  }

  /** The current span's name; empty when there is none. */
  private String current() {
    return app.tracer().currentSpan().name();
  }

  private static Qualifier<ExecutorService> named(String name) {
    return Qualifiers.byName(name);
  }
}
