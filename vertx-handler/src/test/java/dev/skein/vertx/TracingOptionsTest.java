package dev.skein.vertx;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.InboundTrust;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.SkeinOptions;
import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.TraceRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** How a Vertx comes by its tracer. */
class TracingOptionsTest {
  /** The usual time is too short for a machine that does much else. */
  private static final String UNTIL_DELIVERED = "2m";

  @Test
  void settings_inEitherSpelling() {
    SkeinOptions options =
        new SkeinTracingOptions(
                new JsonObject()
                    .put("serviceName", "payment")
                    .put("export-delay", "250ms")
                    .put("samplerArg", 0.5)
                    .put("enabled", false)
                    .put("excludedPaths", new JsonArray().add("/health").add("/static/*"))
                    .put("headers", new JsonObject().put("x-key", "a b,c=%"))
                    .putNull("sampler"))
            .toSkeinOptions();

    assertThat(options.problems()).isEmpty();
    assertThat(options.serviceName()).isEqualTo("payment");
    assertThat(options.exportDelay()).isEqualTo(Duration.ofMillis(250));
    assertThat(options.samplerArg()).isEqualTo(0.5);
    assertThat(options.enabled()).isFalse();
    assertThat(options.excludedPaths()).containsExactly("/health", "/static/*");
    assertThat(options.headers()).isEqualTo(Map.of("x-key", "a b,c=%"));
  }

  @Test
  void groups_asObjectsOrWithDots() {
    SkeinOptions options =
        new SkeinTracingOptions(
                new JsonObject()
                    .put("inbound", new JsonObject().put("trust", "private"))
                    .put("inbound.sampledPerSecond", 100)
                    .put(
                        "server",
                        new JsonObject()
                            .put("capturedRequestHeaders", new JsonArray().add("X-Tenant")))
                    .put("tls.key-store-password", "a, b")
                    .put("spool", Map.of("limit", "1GiB")))
            .toSkeinOptions();

    assertThat(options.problems()).isEmpty();
    assertThat(options.inboundTrust()).isEqualTo(InboundTrust.PRIVATE);
    assertThat(options.inboundSampledPerSecond()).isEqualTo(100);
    assertThat(options.serverCapturedRequestHeaders()).containsExactly("x-tenant");
    assertThat(options.tlsKeyStorePassword()).isEqualTo("a, b");
    assertThat(options.spoolLimit()).isEqualTo(1L << 30);
  }

  @Test
  void unknownSettingOfAGroup_isAProblemThatNamesIt() {
    SkeinOptions options =
        new SkeinTracingOptions()
            .set("spool", new JsonObject().put("limt", "1GiB"))
            .set("spol", new JsonObject().put("limit", "1GiB"))
            .toSkeinOptions();

    assertThat(options.problems())
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("spool.limt", "Did you mean spool.limit?"),
            problem -> assertThat(problem).startsWith("spol is not a setting"));
  }

  @Test
  void settings_oneByOne() {
    SkeinOptions options =
        new SkeinTracingOptions()
            .setServiceName("payment")
            .setEndpoint("http://collector:4318")
            .set("memoryLimit", "32MiB")
            .toSkeinOptions();

    assertThat(options.serviceName()).isEqualTo("payment");
    assertThat(options.endpoint()).hasToString("http://collector:4318/v1/traces");
    assertThat(options.memoryLimit()).isEqualTo(32 << 20);
  }

  @Test
  void unknownSetting_isAProblemThatNamesIt() {
    SkeinOptions options = new SkeinTracingOptions().set("serviceNme", "payment").toSkeinOptions();

    assertThat(options.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("serviceNme"));
  }

  @Test
  void unusableValue_isAProblemThatNamesIt() {
    SkeinOptions options = new SkeinTracingOptions().set("exportDelay", "soon").toSkeinOptions();

    assertThat(options.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("export-delay").contains("soon"));
  }

  @Test
  void copyAndJson_keepEverything() {
    SkeinTracingOptions options = new SkeinTracingOptions().setServiceName("payment");

    SkeinTracingOptions copy = options.copy();
    options.setServiceName("changed");

    assertThat(copy.toJson()).isEqualTo(new JsonObject().put("service-name", "payment"));
    assertThat(new SkeinTracingOptions(copy.toJson()).toSkeinOptions().serviceName())
        .isEqualTo("payment");
    assertThat(new VertxOptions(new VertxOptions().setTracingOptions(copy)).getTracingOptions())
        .isInstanceOf(SkeinTracingOptions.class);
  }

  @Test
  void copy_keepsTheSkein() {
    try (Skein skein = TraceRecorder.create().skein()) {
      assertThat(new SkeinTracingOptions(skein).copy().skein()).isSameAs(skein);
    }
  }

  @Test
  void toString_showsNoSecret() {
    assertThat(new SkeinTracingOptions().set("headers", "x-key=secret"))
        .hasToString("SkeinTracingOptions[headers]");
  }

  private static void assertTraced(Vertx vertx, OtlpReceiver receiver, String service) {
    try {
      SkeinVertx.tracer(vertx).startSpan("work").end();
    } finally {
      // closing the Vertx delivers
      TracedVertx.await(vertx.close());
    }
    assertThat(receiver.awaitSpans(1, TracedVertx.LONG).get(0)).hasName("work").hasService(service);
  }

  @Test
  void vertx_withSettings_isTracedAndDeliversWhenItCloses() {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      SkeinTracingOptions options =
          new SkeinTracingOptions()
              .setServiceName("payment")
              .setEndpoint(receiver.endpoint().toString())
              .set("export-delay", "1m")
              .set("shutdown-timeout", UNTIL_DELIVERED);

      assertTraced(Vertx.vertx(new VertxOptions().setTracingOptions(options)), receiver, "payment");
    }
  }

  @Test
  void vertx_withJson_isTraced() {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JsonObject json =
          new JsonObject()
              .put(
                  "tracingOptions",
                  new JsonObject()
                      .put("serviceName", "payment")
                      .put("endpoint", receiver.endpoint().toString())
                      .put("shutdown-timeout", UNTIL_DELIVERED));

      assertTraced(Vertx.vertx(new VertxOptions(json)), receiver, "payment");
    }
  }

  @Test
  void vertx_withTheFactory_isTraced() {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Vertx vertx =
          Vertx.builder()
              .with(
                  new VertxOptions()
                      .setTracingOptions(
                          new SkeinTracingOptions()
                              .setServiceName("payment")
                              .setEndpoint(receiver.endpoint().toString())
                              .set("shutdown-timeout", UNTIL_DELIVERED)))
              .withTracer(new SkeinTracerFactory())
              .build();

      assertTraced(vertx, receiver, "payment");
    }
  }

  @Test
  void skeinOfTheApplication_staysOpenWhenTheVertxCloses() {
    TraceRecorder recorder = TraceRecorder.create();
    try (Skein skein = recorder.skein()) {
      Vertx vertx =
          Vertx.vertx(new VertxOptions().setTracingOptions(new SkeinTracingOptions(skein)));
      assertThat(SkeinVertx.skein(vertx)).isSameAs(skein);
      TracedVertx.await(vertx.close());

      skein.tracer().startSpan("later").end();

      assertThat(recorder.awaitSpans(1, TracedVertx.LONG).get(0)).hasName("later");
    }
  }

  @Test
  void skeinWithoutVertxStorage_isWarnedOf() {
    List<String> messages = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            messages.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("dev.skein.vertx");
    logger.addHandler(handler);
    TraceRecorder recorder = TraceRecorder.create();
    SkeinBuilder plain = Skein.builder().options(SkeinOptions.builder().build()).exporter(recorder);
    try (Skein perThread = plain.build();
        Skein perRequest =
            recorder.skein(
                "shop", builder -> builder.contextStorage(VertxContextStorage.create()))) {
      new SkeinTracerFactory().tracer(new SkeinTracingOptions(perRequest));
      assertThat(messages).isEmpty();

      new SkeinTracerFactory().tracer(new SkeinTracingOptions(perThread));
      assertThat(messages).singleElement().asString().contains("SkeinVertx.builder()");
    } finally {
      logger.removeHandler(handler);
    }
  }

  @Test
  void disabled_tracesNothingAndTheTracerWorks() {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions().setTracingOptions(new SkeinTracingOptions().set("enabled", false)));
    try {
      assertThat(SkeinVertx.tracer(vertx).startSpan("work").isRecording()).isFalse();
    } finally {
      TracedVertx.await(vertx.close());
    }
  }

  @Test
  void optionsOfAnotherTracer_areLeftAlone() {
    assertThat(new SkeinTracerFactory().tracer(new TracingOptions() {})).isNull();
  }

  @Test
  void withoutTracingOptions_nothingIsInstalled() {
    Vertx vertx = Vertx.vertx();
    try {
      assertThat(VertxInternals.tracer(vertx)).isNull();
    } finally {
      TracedVertx.await(vertx.close());
    }
  }
}
