package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application that sets nothing, with nobody to send to. */
class DefaultsTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withEmptyApplication()
          .overrideConfigKey("quarkus.http.test-port", "0")
          .overrideConfigKey("quarkus.application.name", "catalogue")
          .setLogRecordPredicate(record -> record.getLoggerName().startsWith("dev.skein"))
          .assertLogRecords(
              records ->
                  assertThat(records)
                      .extracting(LogRecord::getMessage)
                      .containsExactly(
                          "Skein: service.name=catalogue, exporter=otlp,"
                              + " endpoint=http://localhost:4318/v1/traces, protocol=http/protobuf,"
                              + " sampler=parentbased_always_on"));

  @Inject Skein skein;

  @Test
  void service_isCalledAsTheApplication() {
    assertThat(skein.options().serviceName()).isEqualTo("catalogue");
  }
}
