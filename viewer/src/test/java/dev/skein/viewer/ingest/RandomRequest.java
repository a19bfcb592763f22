package dev.skein.viewer.ingest;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests with everything that OTLP has, as OpenTelemetry's own classes write them. */
final class RandomRequest {
  private static final String[] TEXTS = {
    "",
    "GET /orders/{id}",
    "é",
    "日本",
    "\uD83D\uDE00",
    "\u0000",
    "\"\\\n",
    "<b>",
    "service.name",
    "k"
  };
  private static final long[] NUMBERS = {
    0, 1, -1, 127, 128, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE, 1_700_000_000L
  };

  // Google's JSON knows no negative zero
  private static final double[] DOUBLES = {
    0, 0.5, 1e300, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, -1e-7, 3
  };

  private final Random random;

  /** Whether ids may be of any length, and times anything. */
  private final boolean odd;

  RandomRequest(long seed, boolean odd) {
    this.random = new Random(seed);
    this.odd = odd;
  }

  ExportTraceServiceRequest next() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      ResourceSpans.Builder resource = ResourceSpans.newBuilder();
      if (random.nextInt(4) > 0) {
        resource.setResource(
            Resource.newBuilder().addAllAttributes(attributes(0)).setDroppedAttributesCount(few()));
      }
      for (int k = random.nextInt(3); k > 0; k--) {
        resource.addScopeSpans(scopeSpans());
      }
      request.addResourceSpans(resource.setSchemaUrl(text()));
    }
    return request.build();
  }

  private ScopeSpans scopeSpans() {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    if (random.nextBoolean()) {
      scope.setScope(
          InstrumentationScope.newBuilder()
              .setName(text())
              .setVersion(text())
              .addAllAttributes(attributes(0)));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      scope.addSpans(span());
    }
    return scope.build();
  }

  private Span span() {
    long start = 1_700_000_000_000_000_000L + random.nextInt(1_000);
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(id(16))
            .setSpanId(id(8))
            .setTraceState(text())
            .setFlags(random.nextInt())
            .setName(text())
            .setKindValue(odd ? random.nextInt(9) - 2 : random.nextInt(6))
            .setStartTimeUnixNano(odd ? number() : start)
            .setEndTimeUnixNano(odd ? number() : start + random.nextInt(1_000))
            .addAllAttributes(attributes(0))
            .setDroppedAttributesCount(few())
            .setDroppedEventsCount(few())
            .setDroppedLinksCount(few());
    if (random.nextBoolean()) {
      span.setParentSpanId(id(8));
    }
    if (random.nextBoolean()) {
      span.setStatus(Status.newBuilder().setCodeValue(random.nextInt(3)).setMessage(text()));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      span.addEvents(
          Span.Event.newBuilder()
              .setName(text())
              .setTimeUnixNano(number())
              .addAllAttributes(attributes(0))
              .setDroppedAttributesCount(few()));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      span.addLinks(
          Span.Link.newBuilder()
              .setTraceId(id(16))
              .setSpanId(id(8))
              .setTraceState(text())
              .setFlags(random.nextInt())
              .addAllAttributes(attributes(0))
              .setDroppedAttributesCount(few()));
    }
    return span.build();
  }

  /** Of the right length, or if it is to be odd, now and then not. */
  private ByteString id(int length) {
    if (odd && random.nextInt(8) == 0) {
      return ByteString.copyFrom(new byte[random.nextInt(18)]);
    }
    byte[] id = new byte[length];
    random.nextBytes(id);
    return ByteString.copyFrom(id);
  }

  private List<KeyValue> attributes(int depth) {
    List<KeyValue> attributes = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      attributes.add(KeyValue.newBuilder().setKey(text()).setValue(value(depth)).build());
    }
    return attributes;
  }

  private AnyValue value(int depth) {
    AnyValue.Builder value = AnyValue.newBuilder();
    switch (random.nextInt(depth < 4 ? 8 : 6)) {
      case 0, 1 -> value.setStringValue(text());
      case 2 -> value.setBoolValue(random.nextBoolean());
      case 3 -> value.setIntValue(number());
      case 4 -> value.setDoubleValue(DOUBLES[random.nextInt(DOUBLES.length)]);
      case 5 -> value.setBytesValue(id(random.nextInt(20)));
      case 6 -> {
        ArrayValue.Builder list = ArrayValue.newBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.addValues(random.nextInt(5) == 0 ? AnyValue.newBuilder().build() : value(depth + 1));
        }
        value.setArrayValue(list);
      }
      default ->
          value.setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(depth + 1)));
    }
    return value.build();
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  /** A number without a sign, of which the largest ones are negative in Java. */
  private int few() {
    return random.nextInt(3) - 1;
  }
}
