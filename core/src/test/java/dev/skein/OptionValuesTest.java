package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of option may say, and what is said about a value that cannot be used. */
class OptionValuesTest {
  private final Map<String, String> framework = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  private SkeinOptions load() {
    return SkeinOptions.loader()
        .framework("quarkus.skein", framework::get)
        .systemProperties(properties::get)
        .environment(environment::get)
        .load();
  }

  private SkeinOptions environment(String name, String value) {
    environment.put(name, value);
    return load();
  }

  private SkeinOptions framework(String name, String value) {
    framework.put(name, value);
    return load();
  }

  @Test
  void resourceAttributes_arePercentDecoded() {
    SkeinOptions options =
        environment("OTEL_RESOURCE_ATTRIBUTES", " a = 1 ,b=x%2Cy%3Dz,c=%C3%A4+%2B,d=p=q,e=");

    assertThat(options.problems()).isEmpty();
    assertThat(options.resourceAttributes())
        .isEqualTo(
            Attributes.builder()
                .put("a", "1")
                .put("b", "x,y=z")
                .put("c", "ä++")
                .put("d", "p=q")
                .put("e", "")
                .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1,b", "a=1,=2", "a=%4", "a=%zz", "a=1,b=%FF", "%41%=1", "a=%"})
  void resourceAttributes_oneError_discardsAll(String value) {
    SkeinOptions options = environment("OTEL_RESOURCE_ATTRIBUTES", value);

    assertThat(options.resourceAttributes().isEmpty()).isTrue();
    assertThat(options.problems())
        .containsExactly(
            "OTEL_RESOURCE_ATTRIBUTES=\""
                + value
                + "\" is not key=value pairs separated by commas, percent-encoded; using none of"
                + " them");
  }

  @Test
  void headers_arePercentDecoded() {
    SkeinOptions options =
        environment("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20abc,x-tenant=7");

    assertThat(options.headers())
        .containsExactly(Map.entry("Authorization", "Bearer abc"), Map.entry("x-tenant", "7"));
  }

  @Test
  void headers_ofTraces_replaceTheGeneralOnes() {
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "a=1,b=2");

    assertThat(environment("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "c=3").headers())
        .containsExactly(Map.entry("c", "3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret", "a=s3cret,b", "a b=s3cret", "a=s3cret%0d%0aX: y", "Host=s3cret",
        "content-length=s3cret", "a=s3cret%zz", "s3cret%20x=1", "=s3cret", "a=s3cret%E2%82%AC"
      })
  void headers_oneError_discardsAll_andNeverShowsAValue(String value) {
    SkeinOptions options = environment("OTEL_EXPORTER_OTLP_HEADERS", value);

    assertThat(options.headers()).isEmpty();
    assertThat(options.problems()).hasSize(1);
    assertThat(options.problems().get(0))
        .startsWith("OTEL_EXPORTER_OTLP_HEADERS: ")
        .contains("; no header is sent")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "always_on, always_on",
    "always_off, always_off",
    "traceidratio, traceidratio{0.25}",
    "parentbased_always_on, parentbased{always_on}",
    "parentbased_always_off, parentbased{always_off}",
    "parentbased_traceidratio, parentbased{traceidratio{0.25}}",
    "Always_Off, always_off",
  })
  void sampler_allStandardNames(String name, String sampler) {
    environment.put("OTEL_TRACES_SAMPLER_ARG", "0.25");
    SkeinOptions options = environment("OTEL_TRACES_SAMPLER", name);

    assertThat(options.problems()).isEmpty();
    assertThat(options.sampler()).hasToString(sampler);
  }

  @Test
  void sampler_unknownOne_isAProblem() {
    SkeinOptions options = environment("OTEL_TRACES_SAMPLER", "jaeger_remote");

    assertThat(options.sampler()).hasToString("parentbased{always_on}");
    assertThat(options.problems().get(0))
        .startsWith("OTEL_TRACES_SAMPLER=\"jaeger_remote\" is not one of parentbased_always_on, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "-0.1", "NaN", "half", "Infinity"})
  void samplerArg_outOfRange_isAProblem(String value) {
    SkeinOptions options = environment("OTEL_TRACES_SAMPLER_ARG", value);

    assertThat(options.samplerArg()).isEqualTo(1.0);
    assertThat(options.problems()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tracecontext | tracecontext",
        "baggage | baggage",
        "baggage,tracecontext,baggage | baggage,tracecontext",
        "TraceContext, Baggage | tracecontext,baggage",
      })
  void propagators_areAList(String value, String names) {
    SkeinOptions options = environment("OTEL_PROPAGATORS", value);

    assertThat(options.propagators()).containsExactly(names.split(","));
    assertThat(options.problems()).isEmpty();
  }

  @Test
  void propagators_none_isNone() {
    assertThat(environment("OTEL_PROPAGATORS", "none").propagators()).isEmpty();
    assertThat(load().propagator().fields()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b3", "b3multi", "jaeger", "xray", "ottrace"})
  void propagators_unsupported_isAProblemAndLeftOut(String name) {
    assertThat(environment("OTEL_PROPAGATORS", name).propagators())
        .containsExactly("tracecontext", "baggage");
    assertThat(environment("OTEL_PROPAGATORS", "tracecontext," + name).propagators())
        .containsExactly("tracecontext");
    assertThat(load().problems())
        .containsExactly(
            "OTEL_PROPAGATORS=\""
                + name
                + "\": Skein propagates tracecontext, baggage or none; b3, b3multi and jaeger need"
                + " the dependency dev.skein:skein-interop; "
                + name
                + " is left out");
  }

  @Test
  void propagator_writesTheHeadersOfItsParts() {
    assertThat(load().propagator().fields()).contains("traceparent", "tracestate", "baggage");
    assertThat(environment("OTEL_PROPAGATORS", "baggage").propagator().fields())
        .containsExactly("baggage");
    assertThat(environment("OTEL_PROPAGATORS", "tracecontext").propagator().fields())
        .containsExactly("traceparent", "tracestate");
  }

  @ParameterizedTest
  @CsvSource({"otlp, OTLP", "console, CONSOLE", "none, NONE", "None, NONE"})
  void exporter_hasThreeKinds(String name, ExporterKind kind) {
    assertThat(environment("OTEL_TRACES_EXPORTER", name).exporter()).isEqualTo(kind);
  }

  @Test
  void exporter_unknownOne_isAProblem() {
    SkeinOptions options = environment("OTEL_TRACES_EXPORTER", "jaeger");

    assertThat(options.exporter()).isEqualTo(ExporterKind.OTLP);
    assertThat(options.problems())
        .containsExactly(
            "OTEL_TRACES_EXPORTER=\"jaeger\" is not one of otlp, console, none, zipkin; using otlp");
  }

  @Test
  void exporter_zipkinWithoutItsJar_isAProblemThatNamesTheJar() {
    SkeinOptions options = environment("OTEL_TRACES_EXPORTER", "zipkin");

    assertThat(options.exporter()).isEqualTo(ExporterKind.OTLP);
    assertThat(options.problems())
        .containsExactly(
            "OTEL_TRACES_EXPORTER=\"zipkin\" is not there without the dependency"
                + " dev.skein:skein-interop; using otlp");
  }

  @Test
  void zipkin_hasTheStandardEndpointAndTimeout() {
    assertThat(load().zipkinEndpoint()).isEqualTo(URI.create("http://localhost:9411/api/v2/spans"));
    assertThat(load().zipkinTimeout()).isEqualTo(Duration.ofSeconds(10));

    assertThat(environment("OTEL_EXPORTER_ZIPKIN_ENDPOINT", "https://z/spans").zipkinEndpoint())
        .isEqualTo(URI.create("https://z/spans"));
    assertThat(environment("OTEL_EXPORTER_ZIPKIN_TIMEOUT", "1500").zipkinTimeout())
        .isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void zipkinEndpoint_unusable_isAProblemThatNamesTheDefault() {
    SkeinOptions options = environment("OTEL_EXPORTER_ZIPKIN_ENDPOINT", "zipkin:9411");

    assertThat(options.zipkinEndpoint())
        .isEqualTo(URI.create("http://localhost:9411/api/v2/spans"));
    assertThat(options.problems())
        .containsExactly(
            "OTEL_EXPORTER_ZIPKIN_ENDPOINT=\"zipkin:9411\" is not a URL with http:// or https://;"
                + " using http://localhost:9411/api/v2/spans");
  }

  @ParameterizedTest
  @CsvSource({
    "grpc, 'http/protobuf, with an endpoint that takes it, usually on port 4318'",
    "http/json, http/protobuf",
    "carrier-pigeon, http/protobuf",
  })
  void protocol_otherThanProtobuf_isAProblemThatSaysWhatToSet(String protocol, String toSet) {
    SkeinOptions options = environment("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);

    assertThat(options.protocol()).isEqualTo("http/protobuf");
    assertThat(options.problems())
        .containsExactly(
            "OTEL_EXPORTER_OTLP_PROTOCOL=\""
                + protocol
                + "\": Skein sends OTLP as http/protobuf only, and does so; set"
                + " OTEL_EXPORTER_OTLP_PROTOCOL="
                + toSet);
  }

  @Test
  void protocol_httpProtobuf_isNoProblem() {
    assertThat(environment("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf").problems())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "5s, PT5S",
    "2m, PT2M",
    "1h, PT1H",
    "PT1M, PT1M",
    "pt0.25s, PT0.25S",
    "5 s, PT5S",
    "P1D, PT24H",
  })
  void duration_hasManySpellings(String text, Duration duration) {
    assertThat(framework("shutdown-timeout", text).shutdownTimeout()).isEqualTo(duration);
    assertThat(load().problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "5 parsecs",
        "-5s",
        "PT-1S",
        "s",
        "1.5s",
        "366d",
        "P366D",
        "PX",
        "99999999999999999999s",
        "999999999999999999h",
        "٥s"
      })
  void duration_unusable_isAProblem(String text) {
    SkeinOptions options = framework("shutdown-timeout", text);

    assertThat(options.shutdownTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.problems()).hasSize(1);
  }

  @Test
  void duration_ofAStandardVariable_isMilliseconds() {
    assertThat(environment("OTEL_BSP_SCHEDULE_DELAY", "2500").exportDelay())
        .isEqualTo(Duration.ofMillis(2500));
    assertThat(environment("OTEL_BSP_EXPORT_TIMEOUT", "7s").exportTimeout())
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(environment("OTEL_BSP_SCHEDULE_DELAY", "2.5").problems())
        .containsExactly(
            "OTEL_BSP_SCHEDULE_DELAY=\"2.5\" is not a duration such as 500ms, 5s, 1m or PT1M, or"
                + " milliseconds; using 1s");
  }

  @Test
  void timeout_zero_isNoLimit() {
    environment.put("OTEL_EXPORTER_OTLP_TIMEOUT", "0");

    assertThat(environment("OTEL_BSP_EXPORT_TIMEOUT", "0").exportTimeout())
        .isEqualTo(Duration.ofDays(365));
    assertThat(load().timeout()).isEqualTo(Duration.ofDays(365));
    assertThat(framework("export-delay", "0s").exportDelay()).isEqualTo(Duration.ofMillis(1));
    assertThat(framework("shutdown-timeout", "0s").shutdownTimeout()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "16MiB, 16777216",
    "1 GiB, 1073741824",
    "64KiB, 65536",
    "65536, 65536",
    "65536B, 65536",
    "1m, 1048576",
    "2G, 2147483648",
  })
  void size_hasManySpellings(String text, long bytes) {
    assertThat(framework("memory-limit", text).memoryLimit()).isEqualTo(bytes);
    assertThat(load().problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"16MB", "-1", "1.5MiB", "MiB", "65535", "9999999999999GiB", "16 elephants"})
  void size_unusable_isAProblem(String text) {
    SkeinOptions options = framework("memory-limit", text);

    assertThat(options.memoryLimit()).isEqualTo(16 << 20);
    assertThat(options.problems())
        .containsExactly(
            "quarkus.skein.memory-limit=\""
                + text
                + "\" is not an amount of memory such as 16MiB, 16M or a number of bytes, at least"
                + " 65536; using 16MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "many", "1.5", "2147483648", "1e3"})
  void count_unusable_isAProblem(String text) {
    SkeinOptions options = environment("OTEL_SPAN_EVENT_COUNT_LIMIT", text);

    assertThat(options.eventCountLimit()).isEqualTo(128);
    assertThat(options.problems())
        .containsExactly(
            "OTEL_SPAN_EVENT_COUNT_LIMIT=\""
                + text
                + "\" is not a whole number, 0 or more; using 128");
  }

  @Test
  void limits_ofSpans_winOverTheGeneralOnes() {
    environment.put("OTEL_ATTRIBUTE_COUNT_LIMIT", "10");
    environment.put("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "20");
    assertThat(load().attributeCountLimit()).isEqualTo(10);
    assertThat(load().attributeValueLengthLimit()).isEqualTo(20);

    environment.put("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "11");
    environment.put("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "21");
    environment.put("OTEL_SPAN_LINK_COUNT_LIMIT", "12");
    environment.put("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "13");
    environment.put("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "0");
    SkeinOptions options = load();
    assertThat(options.attributeCountLimit()).isEqualTo(11);
    assertThat(options.attributeValueLengthLimit()).isEqualTo(21);
    assertThat(options.linkCountLimit()).isEqualTo(12);
    assertThat(options.eventAttributeCountLimit()).isEqualTo(13);
    assertThat(options.linkAttributeCountLimit()).isZero();
  }

  @Test
  void lists_areSplitAtCommas() {
    assertThat(framework("redacted-query-parameters", " a , b ,,").redactedQueryParameters())
        .containsExactly("a", "b");
    assertThat(environment("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS", "GET,BREW").knownMethods())
        .containsExactly("GET", "BREW");
    properties.put("otel.instrumentation.http.known-methods", "POST");
    assertThat(load().knownMethods()).containsExactly("POST");
  }

  @Test
  void propagators_hostileName_isShownOnOneShortLine() {
    SkeinOptions options = framework("propagators", "b3\r\n\u001b[31m" + "x".repeat(10_000));

    assertThat(options.problems()).hasSize(1);
    assertThat(options.problems().get(0))
        .doesNotContainPattern("[\\r\\n\u001b]")
        .hasSizeLessThan(500);
  }

  @Test
  void excludedPaths_withAnAsteriskInside_areLeftOutWithAProblem() {
    SkeinOptions options = framework("excluded-paths", "/health,/q/*,health,/a/*/b,*");

    assertThat(options.excludedPaths()).containsExactly("/health", "/q/*", "*");
    assertThat(options.problems())
        .containsExactly(
            "quarkus.skein.excluded-paths=\"health\": a path starts with / and has * at its end"
                + " only; it is left out",
            "quarkus.skein.excluded-paths=\"/a/*/b\": a path starts with / and has * at its end"
                + " only; it is left out");
  }
}
