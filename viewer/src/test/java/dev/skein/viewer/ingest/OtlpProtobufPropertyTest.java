package dev.skein.viewer.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.StatusCode;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.AttributeTerm;
import dev.skein.viewer.store.SpanRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What was taken can always be read back, and says the same: whatever the bytes were. */
class OtlpProtobufPropertyTest {
  @Property(tries = 300)
  void soundRequest_isTakenAsCoresReaderHasIt(@ForAll long seed) throws IOException {
    byte[] body = new RandomRequest(seed, false).next().toByteArray();
    List<SpanData> expected = OtlpReader.read(body);

    DecodedSpans decoded = SpanDecoder.otlpProtobuf(body);

    assertThat(decoded.rejected()).isZero();
    assertThat(Spans.text(ReadBack.spans(decoded.spans()))).isEqualTo(Spans.text(expected));
    for (int i = 0; i < expected.size(); i++) {
      isFoundByWhatItSays(decoded.spans().get(i), expected.get(i));
    }
  }

  @Property(tries = 300)
  void oddRequest_isReadBack(@ForAll long seed) throws IOException {
    var request = new RandomRequest(seed, true).next();
    DecodedSpans decoded = SpanDecoder.otlpProtobuf(request.toByteArray());

    long spans =
        request.getResourceSpansList().stream()
            .flatMap(resource -> resource.getScopeSpansList().stream())
            .mapToLong(scope -> scope.getSpansCount())
            .sum();
    assertThat((long) decoded.spans().size() + decoded.rejected()).isEqualTo(spans);
    areReadBack(decoded);
  }

  @Property(tries = 300)
  void damagedRequest_isRefusedOrReadBack(@ForAll long seed) throws IOException {
    byte[] body = new RandomRequest(seed, true).next().toByteArray();
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      isRefusedOrReadBack(Damage.any(body, random));
    }
  }

  @Property(tries = 20)
  void requestThatEndsTooSoon_isRefusedOrReadBack(@ForAll long seed) throws IOException {
    byte[] body = new RandomRequest(seed, false).next().toByteArray();
    for (int length = 0; length < body.length; length++) {
      isRefusedOrReadBack(Arrays.copyOf(body, length));
    }
  }

  private static void isRefusedOrReadBack(byte[] body) throws IOException {
    DecodedSpans decoded;
    try {
      decoded = SpanDecoder.otlpProtobuf(body);
    } catch (MalformedSpansException e) {
      assertThat(e.getMessage()).matches("[ -~]{1,200}");
      return;
    }
    areReadBack(decoded);
  }

  private static void areReadBack(DecodedSpans decoded) throws MalformedOtlpException {
    assertThat(decoded.reason().isEmpty()).isEqualTo(decoded.rejected() == 0);
    for (SpanRecord record : decoded.spans()) {
      isFoundByWhatItSays(record, ReadBack.span(record));
    }
  }

  private static void isFoundByWhatItSays(SpanRecord record, SpanData span) {
    HexFormat hex = HexFormat.of();
    assertThat(record.traceId()).hasToString(span.traceId());
    assertThat(hex.toHexDigits(record.spanId())).isEqualTo(span.spanId());
    assertThat(record.parentSpanId() == 0 ? "" : hex.toHexDigits(record.parentSpanId()))
        .isEqualTo(span.parentSpanId());
    assertThat(record.name()).isEqualTo(span.name());
    assertThat(record.kind()).isEqualTo(span.kind());
    assertThat(record.startEpochNanos()).isEqualTo(span.startEpochNanos()).isNotNegative();
    assertThat(record.endEpochNanos()).isEqualTo(span.endEpochNanos());
    assertThat(span.durationNanos()).isNotNegative();
    assertThat(record.error()).isEqualTo(span.statusCode() == StatusCode.ERROR);
    assertThat(record.source().service())
        .isEqualTo(
            span.resource().get("service.name") instanceof String name && !name.isEmpty()
                ? name
                : "unknown_service");
    List<AttributeTerm> conditions = conditions(span.attributes());
    List<Integer> terms = IntStream.of(record.terms()).boxed().toList();
    assertThat(terms).containsAll(conditions.stream().map(AttributeTerm::hash).toList());
    conditions.addAll(conditions(span.resource()));
    // a name that is not UTF-8 is looked up as it came, not as it is shown
    conditions.removeIf(condition -> condition.name().indexOf('\uFFFD') >= 0);
    assertThat(StoredSpan.isFound(record, conditions)).as("%s", conditions).isTrue();
  }

  /** For names, and for names with what can be looked for. */
  private static List<AttributeTerm> conditions(Map<String, Object> attributes) {
    List<AttributeTerm> conditions = new ArrayList<>();
    attributes.forEach(
        (name, value) -> {
          conditions.add(new AttributeTerm(name, null));
          if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            conditions.add(new AttributeTerm(name, value.toString()));
          }
        });
    return conditions;
  }
}
