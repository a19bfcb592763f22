package dev.skein.viewer.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files as Jaeger's query service answers them and its page saves them. */
class JaegerJsonTest {
  private static final String TRACE = "'5af7183fb1d4cf5f0000000000000001'";

  private static final String EXAMPLE =
      """
      {'data': [{
        'traceID': '5af7183fb1d4cf5f0000000000000001',
        'spans': [
          {'traceID': '5af7183fb1d4cf5f0000000000000001', 'spanID': '6b221d5bc9e6496c', 'flags': 1,
           'operationName': 'GET /', 'references': [], 'startTime': 1700000000000001,
           'duration': 1431, 'processID': 'p1', 'warnings': null,
           'tags': [
             {'key': 'span.kind', 'type': 'string', 'value': 'client'},
             {'key': 'http.status_code', 'type': 'int64', 'value': 200},
             {'key': 'internal.span.format', 'type': 'string', 'value': 'otlp'},
             {'key': 'otel.scope.name', 'type': 'string', 'value': 'lib'},
             {'key': 'otel.library.version', 'type': 'string', 'value': '2'}],
           'logs': [{'timestamp': 1700000000000300, 'fields': [
             {'key': 'event', 'type': 'string', 'value': 'exception'},
             {'key': 'exception.message', 'type': 'string', 'value': 'no'}]},
             {'timestamp': 1700000000000301, 'fields': [
             {'key': 'message', 'type': 'string', 'value': 'yes'}]}]},
          {'traceID': '5af7183fb1d4cf5f0000000000000001', 'spanID': '352bff9a74ca9ad2',
           'operationName': 'answer', 'startTime': 1700000000000002, 'duration': 9,
           'references': [{'refType': 'CHILD_OF', 'spanID': '6b221d5bc9e6496c',
                           'traceID': '5af7183fb1d4cf5f0000000000000001'}],
           'processID': 'p2', 'tags': [], 'logs': []}],
        'processes': {
          'p1': {'serviceName': 'frontend', 'tags': [
            {'key': 'host.name', 'type': 'string', 'value': 'h1'}]},
          'p2': {'serviceName': 'backend'}},
        'warnings': null}],
       'total': 0, 'limit': 0, 'offset': 0, 'errors': null}
      """;

  private static List<SpanData> spans(String json) throws IOException {
    DecodedSpans decoded =
        SpanDecoder.any(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    assertThat(decoded.reason()).isEmpty();
    return ReadBack.spans(decoded.spans());
  }

  /** The only span, with its ids and time, and more. */
  private static SpanData span(String more) throws IOException {
    List<SpanData> spans =
        spans(
            "{'data':[{'spans':[{'traceID':"
                + TRACE
                + ",'spanID':'2','startTime':1700000000000000,'duration':5"
                + more
                + "}]}]}");
    assertThat(spans).hasSize(1);
    return spans.get(0);
  }

  private static Object tag(String typeAndValue) throws IOException {
    return span(",'tags':[{'key':'k'," + typeAndValue + "}]").attributes().get("k");
  }

  @Test
  void trace_isRead() throws IOException {
    List<SpanData> spans = spans(EXAMPLE);

    assertThat(spans).hasSize(2);
    SpanData client = spans.get(0);
    assertThat(client.traceId()).isEqualTo("5af7183fb1d4cf5f0000000000000001");
    assertThat(client.spanId()).isEqualTo("6b221d5bc9e6496c");
    assertThat(client.isRoot()).isTrue();
    assertThat(client.flags()).isEqualTo(1);
    assertThat(client.name()).isEqualTo("GET /");
    assertThat(client.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(client.startEpochNanos()).isEqualTo(1_700_000_000_000_001_000L);
    assertThat(client.durationNanos()).isEqualTo(1_431_000);
    assertThat(client.attributes()).containsExactly(entry("http.status_code", 200L));
    assertThat(client.scopeName()).isEqualTo("lib");
    assertThat(client.scopeVersion()).isEqualTo("2");
    assertThat(client.resource())
        .containsExactly(entry("service.name", "frontend"), entry("host.name", "h1"));
    assertThat(client.events())
        .extracting(SpanData.Event::name, SpanData.Event::epochNanos)
        .containsExactly(
            tuple("exception", 1_700_000_000_000_300_000L),
            tuple("log", 1_700_000_000_000_301_000L));
    assertThat(client.events().get(0).attributes())
        .containsExactly(entry("exception.message", "no"));
    SpanData server = spans.get(1);
    assertThat(server.parentSpanId()).isEqualTo("6b221d5bc9e6496c");
    assertThat(server.kind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(server.resource()).containsExactly(entry("service.name", "backend"));
    assertThat(server.scopeName()).isEmpty();
  }

  @Test
  void tags_haveTheirTypes() throws IOException {
    assertThat(tag("'type':'string','value':'5'")).isEqualTo("5");
    assertThat(tag("'type':'bool','value':true")).isEqualTo(true);
    assertThat(tag("'type':'bool','value':'true'")).isEqualTo(true);
    assertThat(tag("'type':'int64','value':'9007199254740993'")).isEqualTo(9_007_199_254_740_993L);
    assertThat(tag("'value':12,'type':'int64'")).isEqualTo(12L);
    assertThat(tag("'type':'float64','value':1")).isEqualTo(1.0);
    assertThat(tag("'value':0.5")).isEqualTo(0.5);
    assertThat(tag("'type':'binary','value':'AQI='")).isEqualTo(new byte[] {1, 2});
    assertThat(tag("'type':'int64','value':'many'")).as("as it is").isEqualTo("many");
    assertThat(tag("'type':'binary','value':'?'")).as("as it is").isEqualTo("?");
  }

  @Test
  void status_isWhatTagsSay() throws IOException {
    assertThat(span("").statusCode()).isEqualTo(StatusCode.UNSET);
    SpanData failed =
        span(
            ",'tags':[{'key':'error','type':'bool','value':true},"
                + "{'key':'otel.status_description','type':'string','value':'why'}]");
    assertThat(failed.statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(failed.statusMessage()).isEqualTo("why");
    assertThat(failed.attributes()).isEmpty();
    assertThat(span(",'tags':[{'key':'otel.status_code','value':'ERROR'}]").statusCode())
        .isEqualTo(StatusCode.ERROR);
    assertThat(span(",'tags':[{'key':'otel.status_code','value':'OK'}]").statusCode())
        .isEqualTo(StatusCode.OK);
    SpanData told = span(",'tags':[{'key':'error','value':'timeout'}]");
    assertThat(told.statusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(told.attributes()).containsExactly(entry("error", "timeout"));
  }

  @Test
  void parent_isWhatItIsAChildOf_elseWhatItFollows_othersAreLinks() throws IOException {
    String follows = "{'refType':'FOLLOWS_FROM','traceID':" + TRACE + ",'spanID':'7'}";
    String child = "{'refType':'CHILD_OF','traceID':" + TRACE + ",'spanID':'8'}";
    String elsewhere = "{'refType':'CHILD_OF','traceID':'9','spanID':'9'}";
    SpanData span = span(",'references':[" + follows + "," + elsewhere + "," + child + "]");
    assertThat(span.parentSpanId()).isEqualTo("0000000000000008");
    assertThat(span.links())
        .extracting(SpanData.Link::spanId)
        .containsExactly("0000000000000007", "0000000000000009");

    assertThat(span(",'references':[" + follows + "]").parentSpanId())
        .isEqualTo("0000000000000007");
    assertThat(span(",'references':[" + elsewhere + "]").isRoot()).isTrue();
    assertThat(span(",'parentSpanID':'a'").parentSpanId()).isEqualTo("000000000000000a");
  }

  @Test
  void fieldsThatAreNull_areNotThere() throws IOException {
    SpanData span =
        span(",'references':null,'tags':null,'logs':null,'processID':null,'operationName':null");
    assertThat(span.name()).isEmpty();
    assertThat(span.resource()).isEmpty();
    assertThat(SpanDecoder.any(ofProcesses("null")).spans().get(0).source().service())
        .isEqualTo(Source.UNKNOWN_SERVICE);
  }

  private static byte[] ofProcesses(String processes) {
    String json =
        "{'data':[{'processes':"
            + processes
            + ",'spans':[{'traceID':'1','spanID':'2','processID':'p'}]}]}";
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void processesBeforeTheirSpans_areThoseOfTheSpans() throws IOException {
    assertThat(
            SpanDecoder.any(ofProcesses("{'p':{'serviceName':'shop'}}"))
                .spans()
                .get(0)
                .source()
                .service())
        .isEqualTo("shop");
  }

  @Test
  void tooManyProcesses_areRefused() {
    StringBuilder processes = new StringBuilder("{'p':{}");
    for (int i = 0; i < JaegerReader.MAX_PROCESSES; i++) {
      processes.append(",'").append(i).append("':{}");
    }
    byte[] file = ofProcesses(processes.append('}').toString());

    assertThatExceptionOfType(MalformedSpansException.class)
        .isThrownBy(() -> SpanDecoder.any(file))
        .withMessageContaining("more than 10000 processes at /data/0/processes");
  }

  @Test
  void spansWithoutIds_areCounted() throws IOException {
    DecodedSpans decoded =
        SpanDecoder.any("{\"data\":[{\"spans\":[{},{}]}]}".getBytes(StandardCharsets.UTF_8));

    assertThat(decoded.spans()).isEmpty();
    assertThat(decoded.rejected()).isEqualTo(2);
    assertThat(decoded.reason()).isEqualTo("span 1 of this body has no trace id");
  }

  @Test
  void damagedFiles_areRefusedOrReadBack() throws IOException {
    byte[] file = EXAMPLE.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Random random = new Random(6);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      try {
        ReadBack.spans(SpanDecoder.any(Damage.any(file, random)).spans());
      } catch (MalformedSpansException e) {
        assertThat(e.getMessage()).matches("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,400}");
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 1_999);
  }

  @Test
  void dataWithoutSpans_isSomethingElse() {
    for (String json : List.of("{'data':[]}", "{'data':[1,{}]}", "{'data':{'spans':[]}}")) {
      assertThatExceptionOfType(MalformedSpansException.class)
          .isThrownBy(() -> spans(json))
          .withMessageStartingWith("neither OTLP's JSON");
    }
  }
}
