package dev.skein.viewer.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.Source;
import dev.skein.viewer.store.SpanRecord;
import dev.skein.viewer.store.TraceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZipkinJsonTest {
  private static final long START = 1_700_000_000_000_000_000L;

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static SpanRecord record(String span) throws IOException {
    DecodedSpans decoded = SpanDecoder.zipkinJson(json("[" + span + "]"));
    assertThat(decoded.reason()).isEmpty();
    assertThat(decoded.spans()).hasSize(1);
    return decoded.spans().get(0);
  }

  /** A span with its ids and time, and more. */
  private static SpanData span(String more) throws IOException {
    return ReadBack.span(
        record("{'traceId':'0000000000000001','id':'2','timestamp':1700000000000000" + more + "}"));
  }

  @Test
  void span_isTheSameInOtlp() throws IOException {
    SpanRecord record =
        record(
            """
            {'traceId': '5af7183fb1d4cf5f', 'parentId': '6b221d5bc9e6496c', 'id': '352bff9a74ca9ad2',
             'kind': 'CLIENT', 'name': 'get /api', 'timestamp': 1700000000000000, 'duration': 1431,
             'localEndpoint': {'serviceName': 'frontend', 'ipv4': '192.168.99.1', 'port': 3306},
             'remoteEndpoint': {'serviceName': 'backend', 'ipv6': '2001:db8::c001', 'port': 9000},
             'annotations': [{'timestamp': 1700000000000300, 'value': 'ws'}],
             'tags': {'http.method': 'GET', 'http.path': '/api'}}
            """);
    SpanData span = ReadBack.span(record);

    assertThat(record.traceId()).isEqualTo(new TraceId(0, 0x5af7183fb1d4cf5fL));
    assertThat(record.source().service()).isEqualTo("frontend");
    assertThat(span.traceId()).isEqualTo("00000000000000005af7183fb1d4cf5f");
    assertThat(span.parentSpanId()).isEqualTo("6b221d5bc9e6496c");
    assertThat(span.spanId()).isEqualTo("352bff9a74ca9ad2");
    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.name()).isEqualTo("get /api");
    assertThat(span.startEpochNanos()).isEqualTo(START);
    assertThat(span.durationNanos()).isEqualTo(1_431_000);
    assertThat(span.resource()).containsExactly(entry("service.name", "frontend"));
    assertThat(span.attributes())
        .containsOnly(
            entry("http.method", "GET"),
            entry("http.path", "/api"),
            entry("peer.service", "backend"),
            entry("network.peer.address", "2001:db8::c001"),
            entry("network.peer.port", 9_000L),
            entry("network.local.address", "192.168.99.1"),
            entry("network.local.port", 3_306L));
    assertThat(span.events())
        .containsExactly(new SpanData.Event("ws", START + 300_000, Map.of(), 0));
    assertThat(span.statusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void nullFields_areFieldsThatAreNotThere() throws IOException {
    SpanData span =
        span(
            """
            ,'parentId':null,'name':null,'kind':null,'duration':null,'localEndpoint':null,
            'remoteEndpoint':{'serviceName':null,'ipv4':null,'ipv6':null,'port':null},
            'annotations':[null,{'timestamp':null,'value':null}],'tags':{'a':null},'shared':null
            """);

    assertThat(span.isRoot()).isTrue();
    assertThat(span.name()).isEmpty();
    assertThat(span.kind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.durationNanos()).isZero();
    assertThat(span.attributes()).containsExactly(entry("a", ""));
    assertThat(span.events()).containsExactly(new SpanData.Event("", 0, Map.of(), 0));
    assertThat(span(",'annotations':null,'tags':null").events()).isEmpty();
  }

  @Test
  void spanWithoutAService_isOfAnUnknownOne() throws IOException {
    assertThat(record("{'traceId':'1','id':'2','timestamp':1}").source().service())
        .isEqualTo(Source.UNKNOWN_SERVICE);
  }

  @Test
  void errorTag_isTheStatus() throws IOException {
    SpanData told = span(",'tags':{'error':'no stock','x':'y'}");
    assertThat(told.statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(told.statusMessage()).isEqualTo("no stock");
    assertThat(told.attributes()).containsOnlyKeys("x");
    assertThat(span(",'tags':{'error':'true'}").statusMessage()).isEmpty();
    assertThat(span(",'tags':{'error':''}").statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(record("{'traceId':'1','id':'2','tags':{'error':''}}").error()).isTrue();
  }

  @Test
  void whatOpenTelemetrySaysInTags_isWhatItWas() throws IOException {
    SpanData span =
        span(",'tags':{'otel.status_code':'OK','otel.scope.name':'io.x','otel.scope.version':'2'}");

    assertThat(span.statusCode()).isEqualTo(StatusCode.OK);
    assertThat(span.scopeName()).isEqualTo("io.x");
    assertThat(span.scopeVersion()).isEqualTo("2");
    assertThat(span.attributes()).isEmpty();
  }

  @Test
  void eventWithAttributes_isWhatItWas() throws IOException {
    String value =
        "\"exception\": {\"exception.type\":\"a.B\",\"n\":-7,\"d\":0.5,\"b\":true,\"u\":null,"
            + "\"l\":[1,\"x\",[]],\"m\":{\"k\":\"é\"}}";

    assertThat(event(value).name()).isEqualTo("exception");
    assertThat(event(value).epochNanos()).isEqualTo(5_000);
    assertThat(event(value).attributes())
        .containsExactly(
            entry("exception.type", "a.B"),
            entry("n", -7L),
            entry("d", 0.5),
            entry("b", true),
            entry("l", List.of(1L, "x", List.of())),
            entry("m", Map.of("k", "é")));
    assertThat(event("\"empty\": {}").name()).isEqualTo("empty");
  }

  @Test
  void annotationThatOnlyBeginsLikeAnEvent_isItsName() throws IOException {
    for (String value :
        List.of(
            "\"",
            "\"quoted\" text",
            "\"a\": 1",
            "\"a\": {\"b\":}",
            "\"a\": {}, \"b\": {}",
            "\"a\": {}} {",
            "\"a\": {\"n\":99999999999999999999}",
            "\"a\": {\"b\":" + "[".repeat(40) + "]".repeat(40) + "}")) {
      assertThat(event(value)).isEqualTo(new SpanData.Event(value, 5_000, Map.of(), 0));
    }
  }

  private static SpanData.Event event(String annotation) throws IOException {
    String quoted = annotation.replace("\\", "\\\\").replace("\"", "\\\"");
    return span(",'annotations':[{'timestamp':5,'value':'" + quoted + "'}]").events().get(0);
  }

  @Test
  void sharedSpan_hasTheIdOfItsCaller() throws IOException {
    List<SpanRecord> spans =
        SpanDecoder.zipkinJson(
                json(
                    """
                    [{'traceId':'a','id':'b','parentId':'a','kind':'CLIENT','timestamp':1000,
                      'duration':9,'localEndpoint':{'serviceName':'one'}},
                     {'traceId':'a','id':'b','parentId':'a','kind':'SERVER','timestamp':1002,
                      'duration':5,'shared':true,'localEndpoint':{'serviceName':'two'}}]
                    """))
            .spans();

    assertThat(spans).extracting(SpanRecord::spanId).containsExactly(0xbL, 0xbL);
    assertThat(spans)
        .extracting(SpanRecord::kind)
        .containsExactly(SpanKind.CLIENT, SpanKind.SERVER);
    assertThat(spans).extracting(s -> s.source().service()).containsExactly("one", "two");
  }

  @Test
  void spanThatIsItsOwnParent_isARoot() throws IOException {
    assertThat(span(",'parentId':'0000000000000002'").isRoot()).isTrue();
    assertThat(span(",'parentId':'0'").isRoot()).isTrue();
    assertThat(span(",'parentId':'3'").parentSpanId()).isEqualTo("0000000000000003");
  }

  @Test
  void spanWithoutATime_beginsWithItsFirstAnnotation() throws IOException {
    SpanRecord record =
        record(
            """
            {'traceId':'1','id':'2','annotations':[{'timestamp':1700000000000005,'value':'b'},
             {'timestamp':1700000000000002,'value':'a'},{'value':'never'}]}
            """);

    assertThat(record.startEpochNanos()).isEqualTo(START + 2_000);
    assertThat(record.endEpochNanos()).isEqualTo(START + 2_000);
    assertThat(record("{'traceId':'1','id':'2'}").startEpochNanos()).isZero();
  }

  @Test
  void tagsOfOtherTypes_areText() throws IOException {
    assertThat(span(",'tags':{'a':1,'b':true,'c':0.5}").attributes())
        .containsExactly(entry("a", "1"), entry("b", "true"), entry("c", "0.5"));
  }

  @Test
  void tagThatSaysWhatTheEndpointSays_isKept() throws IOException {
    assertThat(
            span(",'tags':{'peer.service':'tag','network.peer.port':'7'},"
                    + "'remoteEndpoint':{'serviceName':'other','port':8}")
                .attributes())
        .containsExactly(entry("peer.service", "tag"), entry("network.peer.port", "7"));
  }

  @Test
  void idsOfNoUse_rejectTheSpan() throws IOException {
    DecodedSpans decoded =
        SpanDecoder.zipkinJson(
            json(
                """
                [{'traceId':'0','id':'2'}, {'traceId':'1','id':'0'}, {'traceId':'1'},
                 {'traceId':'1','id':'2'}, {'traceId':'1','id':'2','timestamp':9300000000000000}]
                """));

    assertThat(decoded.spans()).hasSize(1);
    assertThat(decoded.rejected()).isEqualTo(4);
    assertThat(decoded.reason()).isEqualTo("span 1 of this body has a trace id of zero");
  }

  @Test
  void bodyThatIsNotAListOfSpans_isRefusedWithThePlace() {
    refused("{}", "a list of spans was expected at the top, line 1, column 1");
    refused("[1]", "a span was expected at /0, line 1, column 2");
    refused("[{'traceId':'xyz'}]", "hexadecimal digits were expected, not 0*xyz at /0/traceId");
    refused("[{'traceId':1}]", "a string was expected at /0/traceId");
    refused("[{'timestamp':'soon'}]", "a whole number of 64 bits was expected at /0/timestamp");
    refused("[{'timestamp':1.5}]", "a whole number of 64 bits was expected at /0/timestamp");
    refused("[{'tags':[]}]", "an object was expected at /0/tags");
    refused("[{'tags':{'a':{}}}]", "a string was expected at /0/tags/a");
    refused("[{'annotations':{}}]", "a list was expected at /0/annotations");
    refused("[{'annotations':[1]}]", "an object was expected at /0/annotations/0");
    refused("[{'localEndpoint':'x'}]", "an object was expected at /0/localEndpoint");
    refused("[{'traceId':'1'}", "not JSON: it ends too soon, line 1, column 17");
    refused("[{'traceId':'1']", "not JSON: Unexpected close marker ']': expected '}', line 1");
    refused("[] []", "something after the end");
    refused("", "no JSON, but nothing at all");
    refused("[[{'traceId':'1','id':'2'}]]", "a span was expected at /0");
  }

  private static void refused(String text, String why) {
    assertThatExceptionOfType(MalformedSpansException.class)
        .isThrownBy(() -> SpanDecoder.zipkinJson(json(text)))
        .withMessageMatching("(?s).*" + why + ".*");
  }
}
