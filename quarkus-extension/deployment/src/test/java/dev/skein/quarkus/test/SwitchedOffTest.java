package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A built application that is switched off when it starts. */
class SwitchedOffTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withEmptyApplication()
          .overrideConfigKey("quarkus.http.test-port", "0")
          .setBeforeAllCustomizer(() -> System.setProperty("otel.sdk.disabled", "true"))
          .setAfterAllCustomizer(() -> System.clearProperty("otel.sdk.disabled"))
          .setLogRecordPredicate(record -> record.getLoggerName().startsWith("dev.skein"))
          .assertLogRecords(
              records ->
                  assertThat(records)
                      .extracting(LogRecord::getMessage)
                      .containsExactly("Skein is disabled"));

  @Inject Vertx vertx;

  @Test
  void vertx_hasNoTracer() {
    assertThat(((VertxInternal) vertx).tracer()).isNull();
  }
}
