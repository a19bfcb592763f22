package dev.skein.viewer.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.AttributeTerm;
import dev.skein.viewer.store.SpanRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpJsonTest {
  /** The example of opentelemetry-proto, trace.json, and what it leaves out. */
  private static final String EXAMPLE =
      """
      {"resourceSpans": [{
        "resource": {"attributes": [
          {"key": "service.name", "value": {"stringValue": "my.service"}}]},
        "scopeSpans": [{
          "scope": {"name": "my.library", "version": "1.0.0", "attributes": [
            {"key": "my.scope.attribute", "value": {"stringValue": "some scope attribute"}}]},
          "spans": [{
            "traceId": "5B8EFFF798038103D269B633813FC60C",
            "spanId": "EEE19B7EC3C1B174",
            "parentSpanId": "EEE19B7EC3C1B173",
            "name": "I'm a server span",
            "startTimeUnixNano": "1544712660000000000",
            "endTimeUnixNano": "1544712661000000000",
            "kind": 2,
            "attributes": [
              {"key": "my.span.attr", "value": {"stringValue": "some value"}}]}]}]}]}
      """;

  private static SpanData only(String json) throws IOException {
    DecodedSpans decoded = SpanDecoder.otlpJson(json.replace('\'', '"').getBytes(UTF_8));
    assertThat(decoded.reason()).isEmpty();
    assertThat(decoded.spans()).hasSize(1);
    return ReadBack.span(decoded.spans().get(0));
  }

  /** A span with its ids, and more. */
  private static SpanData span(String more) throws IOException {
    return only(
        "{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'5b8efff798038103d269b633813fc60c',"
            + "'spanId':'eee19b7ec3c1b174'"
            + more
            + "}]}]}]}");
  }

  private static Object value(String value) throws IOException {
    return span(",'attributes':[{'key':'k','value':" + value + "}]").attributes().get("k");
  }

  @Test
  void example_isRead() throws IOException {
    byte[] body = EXAMPLE.getBytes(UTF_8);
    SpanRecord record = SpanDecoder.otlpJson(body).spans().get(0);
    SpanData span = ReadBack.span(record);

    assertThat(span.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(span.spanId()).isEqualTo("eee19b7ec3c1b174");
    assertThat(span.parentSpanId()).isEqualTo("eee19b7ec3c1b173");
    assertThat(span.name()).isEqualTo("I'm a server span");
    assertThat(span.startEpochNanos()).isEqualTo(1_544_712_660_000_000_000L);
    assertThat(span.durationNanos()).isEqualTo(1_000_000_000);
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.attributes()).containsExactly(entry("my.span.attr", "some value"));
    assertThat(span.resource()).containsExactly(entry("service.name", "my.service"));
    assertThat(span.scopeName()).isEqualTo("my.library");
    assertThat(span.scopeVersion()).isEqualTo("1.0.0");
    assertThat(record.terms()).contains(AttributeTerm.hash("my.span.attr", "some value"));
    assertThat(StoredSpan.isFound(record, "my.span.attr", "some value")).isTrue();
    assertThat(StoredSpan.isFound(record, "service.name", "my.service")).isTrue();
    assertThat(StoredSpan.isFound(record, "service.name", "your.service")).isFalse();
  }

  @Test
  void enums_areNumbersOrNamesInAnyForm() throws IOException {
    for (String kind : List.of("4", "'SPAN_KIND_PRODUCER'", "'PRODUCER'", "'span_kind_producer'")) {
      assertThat(span(",'kind':" + kind).kind()).as(kind).isEqualTo(SpanKind.PRODUCER);
    }
    for (String kind : List.of("99", "-1", "0", "'SPAN_KIND_NEW'", "null", "''")) {
      assertThat(span(",'kind':" + kind).kind()).as(kind).isEqualTo(SpanKind.INTERNAL);
    }
    for (String code : List.of("2", "'STATUS_CODE_ERROR'", "'ERROR'")) {
      assertThat(span(",'status':{'code':" + code + "}").statusCode()).isEqualTo(StatusCode.ERROR);
    }
    assertThat(span(",'status':{'code':'STATUS_CODE_OK'}").statusCode()).isEqualTo(StatusCode.OK);
    assertThat(span(",'status':{}").statusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span(",'status':null").statusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void wholeNumbers_areStringsOrNumbersInAnyForm() throws IOException {
    for (String time : List.of("1500", "'1500'", "1.5e3", "'1.5e3'", "1500.0")) {
      assertThat(span(",'startTimeUnixNano':" + time).startEpochNanos()).isEqualTo(1_500);
    }
    assertThat(value("{'intValue':'-9223372036854775808'}")).isEqualTo(Long.MIN_VALUE);
    assertThat(value("{'intValue':9223372036854775807}")).isEqualTo(Long.MAX_VALUE);
    assertThat(value("{'int_value':-7.0}")).isEqualTo(-7L);
    assertThat(span(",'flags':'4294967295'").flags()).isEqualTo(-1);
    assertThat(span(",'events':[{'timeUnixNano':'18446744073709551615'}]").events())
        .containsExactly(new SpanData.Event("", -1, Map.of(), 0));
  }

  @Test
  void realNumbers_areNumbersOrStrings() throws IOException {
    assertThat(value("{'doubleValue':-0.0}")).isEqualTo(-0.0);
    assertThat(value("{'doubleValue':3}")).isEqualTo(3.0);
    assertThat(value("{'doubleValue':'1e300'}")).isEqualTo(1e300);
    assertThat(value("{'doubleValue':'NaN'}")).isEqualTo(Double.NaN);
    assertThat(value("{'doubleValue':'-Infinity'}")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void bytes_areBase64InAnyForm() throws IOException {
    byte[] expected = {-5, -17, 1, 2};
    for (String text : List.of("++8BAg==", "--8BAg==", "++8BAg", "--8BAg")) {
      assertThat(value("{'bytesValue':'" + text + "'}")).isEqualTo(expected);
    }
  }

  @Test
  void nestedValues_areRead() throws IOException {
    assertThat(
            value(
                """
                {'kvlistValue':{'values':[{'key':'list','value':{'arrayValue':{'values':
                  [{'boolValue':true},{},null,{'stringValue':null}]}}},{'key':'unset'}]}}
                """))
        .hasToString("{list=[true, null, null, null]}");
  }

  @Test
  void unknownFields_arePassedOver() throws IOException {
    assertThat(span(",'name':'n','new':{'a':[{'b':[]}]},'newer':1.5").name()).isEqualTo("n");
    assertThat(value("{'newValue':{'a':1},'stringValue':'v'}")).isEqualTo("v");
  }

  @Test
  void halfOfASurrogatePair_isReplaced() throws IOException {
    assertThat(span(",'name':'a\\ud83d'").name()).isEqualTo("a?");
    assertThat(span(",'name':'\\ud83d\\ude00'").name()).isEqualTo("\uD83D\uDE00");
  }

  @Test
  void spanThatIsWrong_isNamedByItsPlace() {
    assertThatExceptionOfType(MalformedSpansException.class)
        .isThrownBy(() -> span(",\n'kind':[]"))
        .withMessage(
            "a string was expected at /resourceSpans/0/scopeSpans/0/spans/0/kind, line 2, column 8");
    assertThatExceptionOfType(MalformedSpansException.class)
        .isThrownBy(() -> span(",'parentSpanId':'\u202Exyz\\n" + "q".repeat(1_000) + "'"))
        .withMessageMatching(
            "pairs of hexadecimal digits were expected, not \\?xyz\\?q+[.]{3} at .*")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  private static SpanData span(
      String id, Map<String, Object> attributes, Map<String, Object> resource, String scope) {
    return new SpanData(
        "5b8efff798038103d269b633813fc60c",
        id,
        "",
        "",
        0,
        "</script>\u2028",
        SpanKind.INTERNAL,
        1,
        2,
        attributes,
        0,
        List.of(),
        0,
        List.of(),
        0,
        StatusCode.UNSET,
        "",
        resource,
        scope,
        "");
  }

  @Test
  void spansThatAreWritten_areReadAgain() throws IOException {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("negative zero", -0.0);
    attributes.put("half \uD83D of a pair", "\uDE00");
    attributes.put("nan", Double.NaN);
    SpanData span = span("eee19b7ec3c1b174", attributes, Map.of(), "");
    boolean[] closed = new boolean[1];
    ByteArrayOutputStream json =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    OtlpJson.write(List.of(span, span), json);

    assertThat(closed[0]).as("whether the stream was closed").isFalse();
    List<SpanData> read = ReadBack.spans(SpanDecoder.otlpJson(json.toByteArray()).spans());
    assertThat(read).hasSize(2);
    assertThat(read.get(0).name()).isEqualTo(span.name());
    assertThat(read.get(0).attributes())
        .containsExactly(
            entry("negative zero", -0.0),
            entry("half \uFFFD of a pair", "\uFFFD"),
            entry("nan", Double.NaN));
  }

  @Test
  void resourceOfManyScopes_isWrittenOnce() throws IOException {
    // two maps that are equal, as of two requests
    SpanData first = span("0000000000000001", Map.of(), Map.of("host.name", "a"), "http");
    SpanData second = span("0000000000000002", Map.of(), Map.of("host.name", "a"), "jdbc");
    SpanData other = span("0000000000000003", Map.of(), Map.of("host.name", "b"), "http");
    SpanData third = span("0000000000000004", Map.of(), Map.of("host.name", "a"), "http");
    ByteArrayOutputStream json = new ByteArrayOutputStream();

    OtlpJson.write(List.of(first, second, other, third), json);

    assertThat(json.toString(UTF_8).split("host.name", -1)).hasSize(3);
    assertThat(json.toString(UTF_8).split("jdbc", -1)).hasSize(2);
    assertThat(ReadBack.spans(SpanDecoder.otlpJson(json.toByteArray()).spans()))
        .extracting(SpanData::spanId, SpanData::resource, SpanData::scopeName)
        .containsExactly(
            tuple("0000000000000001", Map.of("host.name", "a"), "http"),
            tuple("0000000000000004", Map.of("host.name", "a"), "http"),
            tuple("0000000000000002", Map.of("host.name", "a"), "jdbc"),
            tuple("0000000000000003", Map.of("host.name", "b"), "http"));
  }

  @Test
  void noSpans_areARequestWithoutAny() throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    OtlpJson.write(List.of(), json);

    assertThat(json).hasToString("{\"resourceSpans\":[]}");
    assertThat(SpanDecoder.otlpJson(json.toByteArray()).spans()).isEmpty();
    assertThat(SpanDecoder.any(json.toByteArray()).spans()).isEmpty();
  }
}
