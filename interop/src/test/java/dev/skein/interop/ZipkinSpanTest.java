package dev.skein.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import zipkin2.Endpoint;
import zipkin2.Span;
import zipkin2.codec.SpanBytesDecoder;

/** The mapping to Zipkin, as Zipkin's own decoder reads it. */
class ZipkinSpanTest {
  private static final String TRACE_ID = "80f198ee56343ba864fe8b2a57d3eff7";
  private static final long START = 1_700_000_000_123_456_789L;

  private String parentSpanId = "05e3ac9a4f6e3b90";
  private String name = "GET /items/{id}";
  private SpanKind kind = SpanKind.SERVER;
  private long end = START + 5_000_999;
  private Map<String, Object> attributes = Map.of();
  private int dropped;
  private List<SpanData.Event> events = List.of();
  private StatusCode status = StatusCode.UNSET;
  private String message = "";
  private Map<String, Object> resource = Map.of("service.name", "shop", "host.name", "h1");
  private String scope = "";

  private String json() {
    SpanData span =
        new SpanData(
            TRACE_ID,
            "e457b5a2e4d86bd1",
            parentSpanId,
            "vendor=1",
            0x301,
            name,
            kind,
            START,
            end,
            attributes,
            dropped,
            events,
            dropped,
            List.of(new SpanData.Link(TRACE_ID, "0000000000000001", "", 0, Map.of(), 0)),
            dropped,
            status,
            message,
            resource,
            scope,
            scope.isEmpty() ? "" : "1.2");
    return ZipkinSpan.write(span, new JsonText()).toString();
  }

  private Span decoded() {
    return SpanBytesDecoder.JSON_V2.decodeOne(json().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void span_hasIdsTimesAndService() {
    Span span = decoded();

    assertThat(span.traceId()).isEqualTo(TRACE_ID);
    assertThat(span.id()).isEqualTo("e457b5a2e4d86bd1");
    assertThat(span.parentId()).isEqualTo("05e3ac9a4f6e3b90");
    assertThat(span.name()).isEqualTo("get /items/{id}");
    assertThat(span.timestampAsLong()).isEqualTo(1_700_000_000_123_456L);
    assertThat(span.durationAsLong()).isEqualTo(5_000);
    assertThat(span.localServiceName()).isEqualTo("shop");
    assertThat(span.remoteEndpoint()).isNull();
    assertThat(span.tags()).isEmpty();
    assertThat(span.annotations()).isEmpty();
    assertThat(span.shared()).as("a server span has an id of its own").isNull();
    assertThat(span.debug()).isNull();
  }

  @Test
  void absentFields_areLeftOut() {
    kind = SpanKind.INTERNAL;
    parentSpanId = "";

    assertThat(json())
        .isEqualTo(
            "{\"traceId\":\"80f198ee56343ba864fe8b2a57d3eff7\",\"id\":\"e457b5a2e4d86bd1\","
                + "\"name\":\"GET /items/{id}\",\"timestamp\":1700000000123456,\"duration\":5000,"
                + "\"localEndpoint\":{\"serviceName\":\"shop\"}}");
  }

  @ParameterizedTest
  @EnumSource(SpanKind.class)
  void kind_hasItsName_exceptInternal(SpanKind kind) {
    this.kind = kind;

    Span.Kind decoded = decoded().kind();

    if (kind == SpanKind.INTERNAL) {
      assertThat(decoded).isNull();
    } else {
      assertThat(decoded).hasToString(kind.name());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "999, 1", "1000, 1", "1999, 1", "2000, 2", "-5000, 1"})
  void duration_isAtLeastAMicrosecond(long nanos, long micros) {
    end = START + nanos;

    assertThat(decoded().durationAsLong()).isEqualTo(micros);
  }

  @Test
  void service_withoutName_isUnknown() {
    resource = Map.of();

    assertThat(decoded().localServiceName()).isEqualTo("unknown_service:java");
  }

  @Test
  void attributes_areTagsOfText() {
    Map<String, Object> nested = new LinkedHashMap<>();
    nested.put("a", Arrays.asList(1L, null, "x\"y"));
    nested.put("b", Double.NaN);
    attributes =
        Map.of(
            "text",
            "ä \"quoted\" \\ \n \u2028 \uD83D\uDE00",
            "flag",
            true,
            "number",
            -5L,
            "half",
            0.5,
            "list",
            List.of("a", "b"),
            "none",
            List.of(),
            "map",
            nested,
            "bytes",
            new byte[] {1, 2, -1});

    assertThat(decoded().tags())
        .containsOnly(
            entry("text", "ä \"quoted\" \\ \n \u2028 \uD83D\uDE00"),
            entry("flag", "true"),
            entry("number", "-5"),
            entry("half", "0.5"),
            entry("list", "[\"a\",\"b\"]"),
            entry("none", "[]"),
            entry("map", "{\"a\":[1,null,\"x\\\"y\"],\"b\":\"NaN\"}"),
            entry("bytes", "AQL/"));
  }

  @Test
  void status_error_hasTheErrorTag() {
    status = StatusCode.ERROR;
    attributes = Map.of("error", false);

    assertThat(decoded().tags())
        .containsOnly(entry("otel.status_code", "ERROR"), entry("error", ""));

    message = "card declined";
    assertThat(decoded().tags()).containsEntry("error", "card declined");
  }

  @Test
  void status_ok_isATag() {
    status = StatusCode.OK;

    assertThat(decoded().tags()).containsOnly(entry("otel.status_code", "OK"));
  }

  @Test
  void errorTag_thatSaysFalse_isLeftOut_becauseZipkinWouldShowAnError() {
    attributes = Map.of("error", "FALSE", "a", "1");
    assertThat(decoded().tags()).containsOnly(entry("a", "1"));

    attributes = Map.of("error", "timeout");
    assertThat(decoded().tags()).containsOnly(entry("error", "timeout"));
  }

  @Test
  void droppedCountsAndScope_areTags() {
    dropped = 3;
    scope = "dev.skein";

    assertThat(decoded().tags())
        .containsOnly(
            entry("otel.dropped_attributes_count", "3"),
            entry("otel.dropped_events_count", "3"),
            entry("otel.dropped_links_count", "3"),
            entry("otel.scope.name", "dev.skein"),
            entry("otel.scope.version", "1.2"));
  }

  @Test
  void events_areAnnotations() {
    events =
        List.of(
            new SpanData.Event("plain", START + 1_000, Map.of(), 0),
            new SpanData.Event("with \"more\"", START + 2_000, Map.of("k", List.of(1L)), 0));

    assertThat(decoded().annotations())
        .extracting(annotation -> annotation.timestamp() + " " + annotation.value())
        .containsExactly(
            "1700000000123457 plain", "1700000000123458 \"with \\\"more\\\"\": {\"k\":[1]}");
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT, true",
    "PRODUCER, true",
    "SERVER, false",
    "CONSUMER, false",
    "INTERNAL, false",
  })
  void remoteEndpoint_isThatOfACaller(SpanKind kind, boolean present) {
    this.kind = kind;
    attributes = Map.of("server.address", "stock");

    assertThat(decoded().remoteEndpoint() != null).isEqualTo(present);
  }

  @Test
  void remoteEndpoint_theFirstAttributeThatIsThereCounts() {
    kind = SpanKind.CLIENT;
    Map<String, Object> all = new LinkedHashMap<>();
    List<String> ranks =
        List.of(
            "peer.service",
            "server.address",
            "net.peer.name",
            "network.peer.address",
            "server.socket.domain",
            "server.socket.address",
            "net.sock.peer.name",
            "net.sock.peer.addr",
            "peer.hostname",
            "peer.address",
            "db.name");
    attributes = all;
    for (int i = ranks.size() - 1; i >= 0; i--) {
      all.put(ranks.get(i), "rank-" + i);

      assertThat(decoded().remoteServiceName()).isEqualTo("rank-" + i);
    }
    all.put("peer.service", "");
    assertThat(decoded().remoteServiceName()).as("empty").isEqualTo("rank-1");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 8080, 192.0.2.7, , 8080",
    "2001:db8::7, 8080, , 2001:db8::7, 8080",
    "192.0.2.7, 0, 192.0.2.7, , ",
    "192.0.2.7, 70000, 192.0.2.7, , ",
  })
  void remoteEndpoint_ofAnAddress_hasThePort(
      String address, long port, String ipv4, String ipv6, Integer expectedPort) {
    kind = SpanKind.CLIENT;
    attributes = Map.of("network.peer.address", address, "network.peer.port", port);

    Endpoint endpoint = decoded().remoteEndpoint();

    assertThat(endpoint.ipv4()).isEqualTo(ipv4);
    assertThat(endpoint.ipv6()).isEqualTo(ipv6);
    assertThat(endpoint.port()).isEqualTo(expectedPort);
    assertThat(endpoint.serviceName()).isNull();
  }

  @Test
  void remoteEndpoint_ofASocketFile_isAName() {
    kind = SpanKind.CLIENT;
    attributes = Map.of("network.peer.address", "/run/a:b.sock");

    assertThat(decoded().remoteServiceName()).isEqualTo("/run/a:b.sock");
  }

  @Property
  void anyText_isReadAsItWas(@ForAll String text) {
    attributes = Map.of("k" + text, text);
    events = List.of(new SpanData.Event("e" + text, START, Map.of(), 0));
    String expected = wellFormed(text);

    Span span = decoded();

    assertThat(span.tags()).containsOnly(entry("k" + expected, expected));
    assertThat(span.annotations().get(0).value()).isEqualTo("e" + expected);
  }

  /** With U+FFFD for halves of surrogate pairs, which UTF-8 cannot carry. */
  private static String wellFormed(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(result::appendCodePoint);
    return result.toString();
  }
}
