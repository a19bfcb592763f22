package dev.skein.viewer.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import zipkin2.Endpoint;
import zipkin2.Span;
import zipkin2.codec.SpanBytesEncoder;

/** Spans as Zipkin's own library writes them. */
class ZipkinEncoderTest {
  private static final String[] TEXTS = {"a", "get /x", "é", "\uD83D\uDE00", "\"\\\n", "<b>"};
  private static final String[] ADDRESSES = {"192.0.2.7", "2001:db8::c001"};

  @Property(tries = 500)
  void whatZipkinWrites_isRead(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Span> spans = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      spans.add(span(random));
    }

    DecodedSpans decoded = SpanDecoder.zipkinJson(SpanBytesEncoder.JSON_V2.encodeList(spans));

    assertThat(decoded.rejected()).isZero();
    assertThat(decoded.spans()).hasSize(spans.size());
    List<SpanData> read = ReadBack.spans(decoded.spans());
    for (int i = 0; i < spans.size(); i++) {
      isTheSame(read.get(i), spans.get(i));
      assertThat(decoded.spans().get(i).source().service())
          .isEqualTo(orElse(spans.get(i).localServiceName(), "unknown_service"));
    }
  }

  private static Span span(Random random) {
    String id = Long.toHexString(random.nextLong() | 1);
    Span.Builder span =
        Span.newBuilder()
            .traceId(random.nextBoolean() ? random.nextLong() : 0, random.nextLong() | 1)
            .id(id)
            .shared(random.nextBoolean())
            .debug(random.nextBoolean());
    if (random.nextBoolean()) {
      span.parentId(Long.toHexString(random.nextLong()));
    }
    if (random.nextInt(5) > 0) {
      span.kind(Span.Kind.values()[random.nextInt(4)]);
    }
    if (random.nextInt(5) > 0) {
      span.name(text(random)).timestamp(1_700_000_000_000_000L + random.nextInt(1_000));
    }
    if (random.nextInt(5) > 0) {
      span.duration(1L + random.nextInt(1_000));
    }
    if (random.nextInt(5) > 0) {
      span.localEndpoint(endpoint(random));
    }
    if (random.nextBoolean()) {
      span.remoteEndpoint(endpoint(random));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      span.addAnnotation(1_700_000_000_000_000L + random.nextInt(1_000), text(random));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      span.putTag(random.nextInt(4) == 0 ? "error" : text(random), text(random));
    }
    return span.build();
  }

  private static Endpoint endpoint(Random random) {
    Endpoint.Builder endpoint = Endpoint.newBuilder().port(random.nextInt(3));
    if (random.nextBoolean()) {
      endpoint.serviceName(text(random));
    }
    endpoint.parseIp(ADDRESSES[random.nextInt(ADDRESSES.length)]);
    return endpoint.build();
  }

  private static String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private static void isTheSame(SpanData read, Span span) {
    assertThat(read.traceId()).isEqualTo("0".repeat(32 - span.traceId().length()) + span.traceId());
    assertThat(read.spanId()).isEqualTo(span.id());
    assertThat(read.parentSpanId()).isEqualTo(orElse(span.parentId(), ""));
    assertThat(read.name()).isEqualTo(orElse(span.name(), ""));
    assertThat(read.kind().name()).isEqualTo(span.kind() == null ? "INTERNAL" : span.kind().name());
    long first = span.annotations().isEmpty() ? 0 : span.annotations().get(0).timestamp();
    long start = span.timestampAsLong() == 0 ? first : span.timestampAsLong();
    assertThat(read.startEpochNanos()).isEqualTo(start * 1_000);
    assertThat(read.durationNanos()).isEqualTo(start == 0 ? 0 : span.durationAsLong() * 1_000);
    assertThat(read.events())
        .isEqualTo(
            span.annotations().stream()
                .map(a -> new SpanData.Event(a.value(), a.timestamp() * 1_000, Map.of(), 0))
                .toList());
    assertThat(read.attributes()).isEqualTo(attributes(span));
    String error = span.tags().get("error");
    assertThat(read.statusCode()).isEqualTo(error == null ? StatusCode.UNSET : StatusCode.ERROR);
    assertThat(read.statusMessage()).isEqualTo(orElse(error, ""));
  }

  private static Map<String, Object> attributes(Span span) {
    Map<String, Object> attributes = new HashMap<>(span.tags());
    attributes.remove("error");
    endpoint(attributes, "local", span.localEndpoint());
    endpoint(attributes, "peer", span.remoteEndpoint());
    if (span.remoteServiceName() != null) {
      attributes.put("peer.service", span.remoteServiceName());
    }
    return attributes;
  }

  private static void endpoint(Map<String, Object> attributes, String side, Endpoint endpoint) {
    if (endpoint != null) {
      attributes.put("network." + side + ".address", orElse(endpoint.ipv4(), endpoint.ipv6()));
      if (endpoint.port() != null) {
        attributes.put("network." + side + ".port", endpoint.port().longValue());
      }
    }
  }

  private static String orElse(String text, String other) {
    return text == null ? other : text;
  }
}
