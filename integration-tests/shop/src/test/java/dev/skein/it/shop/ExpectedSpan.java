package dev.skein.it.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span of a purchase, as it has to be.
 *
 * @param depth how far below the root it is; its parent is the span before it that is one less deep
 * @param attributes all of them, as text; {@code *} stands for a value that differs from run to run
 */
record ExpectedSpan(
    int depth,
    String service,
    SpanKind kind,
    String name,
    StatusCode status,
    Map<String, String> attributes) {

  void assertMatches(SpanData span, Trace trace) {
    assertThat(Trace.service(span)).as("service of %s", span.name()).isEqualTo(service);
    assertThat(span.kind()).as("kind of %s", span.name()).isEqualTo(kind);
    assertThat(span.name()).isEqualTo(name);
    assertThat(span.statusCode()).as("status of %s in\n%s", name, trace).isEqualTo(status);
    Map<String, String> actual = new TreeMap<>();
    span.attributes()
        .forEach(
            (key, value) ->
                actual.put(key, "*".equals(attributes.get(key)) ? "*" : value.toString()));
    assertThat(actual)
        .as("attributes of %s %s %s", service, kind, name)
        .isEqualTo(new TreeMap<>(attributes));
    assertThat(span.durationNanos()).as("duration of %s", name).isPositive();
  }
}
