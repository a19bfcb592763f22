package dev.skein.export;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skein.fuzz.Check;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Any bytes as an OTLP request: what OpenTelemetry's decoder reads, ours reads alike. */
public final class OtlpReaderFuzz {
  private static final int DEEP = 20;

  private OtlpReaderFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    List<SpanData> ours = read(data);
    // two bytes may be an object of a hundred
    Check.allocates(256L * data.length + 8_192, () -> read(data));
    List<Span> theirs = theirs(data);
    if (theirs == null || theirs.stream().anyMatch(span -> !isOrdinary(span))) {
      return;
    }
    if (ours == null && !isWrittenSo(data)) {
      return;
    }
    Check.that(ours != null, "what OpenTelemetry reads is read");
    Check.same(ours.size(), theirs.size(), "the number of spans");
    for (int i = 0; i < theirs.size(); i++) {
      compare(ours.get(i), theirs.get(i));
    }
  }

  private static List<SpanData> read(byte[] data) {
    try {
      return OtlpReader.read(data);
    } catch (MalformedOtlpException e) {
      Check.isPrintable(e.getMessage());
      return null;
    }
  }

  /**
   * Whether an encoder would write it as long: no field twice, of which the last one counts and
   * ours may refuse the first, and no number with more bytes than it needs, of which Google's
   * decoder takes some.
   */
  private static boolean isWrittenSo(byte[] data) {
    try {
      return ExportTraceServiceRequest.parseFrom(data).getSerializedSize() == data.length;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static List<Span> theirs(byte[] data) {
    List<Span> spans = new ArrayList<>();
    try {
      ExportTraceServiceRequest.parseFrom(data)
          .getResourceSpansList()
          .forEach(
              resource ->
                  resource
                      .getScopeSpansList()
                      .forEach(scope -> spans.addAll(scope.getSpansList())));
      return spans;
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  /** Whether ours may not refuse it: an id has its length, and nothing is nested without end. */
  private static boolean isOrdinary(Span span) {
    return span.getTraceId().size() == 16
        && span.getSpanId().size() == 8
        && (span.getParentSpanId().isEmpty() || span.getParentSpanId().size() == 8)
        && span.getLinksList().stream()
            .allMatch(
                link -> link.getTraceId().size() % 16 == 0 && link.getSpanId().size() % 8 == 0)
        && span.getAttributesList().stream().allMatch(pair -> depth(pair.getValue()) < DEEP)
        && span.getSerializedSize() < 4_096;
  }

  private static int depth(AnyValue value) {
    int deepest = 0;
    for (AnyValue element : value.getArrayValue().getValuesList()) {
      deepest = Math.max(deepest, depth(element));
    }
    for (var pair : value.getKvlistValue().getValuesList()) {
      deepest = Math.max(deepest, depth(pair.getValue()));
    }
    return deepest + 1;
  }

  private static void compare(SpanData ours, Span theirs) {
    HexFormat hex = HexFormat.of();
    Check.same(ours.traceId(), hex.formatHex(theirs.getTraceId().toByteArray()), "the trace id");
    Check.same(ours.spanId(), hex.formatHex(theirs.getSpanId().toByteArray()), "the span id");
    Check.same(
        ours.parentSpanId(), hex.formatHex(theirs.getParentSpanId().toByteArray()), "the parent");
    Check.same(ours.name(), theirs.getName(), "the name");
    Check.same(ours.flags(), theirs.getFlags(), "the flags");
    Check.same(ours.startEpochNanos(), theirs.getStartTimeUnixNano(), "the start");
    Check.same(ours.endEpochNanos(), theirs.getEndTimeUnixNano(), "the end");
    Check.same(ours.statusMessage(), theirs.getStatus().getMessage(), "the status");
    Check.same(ours.events().size(), theirs.getEventsCount(), "the number of events");
    Check.same(ours.links().size(), theirs.getLinksCount(), "the number of links");
    Check.same(
        ours.droppedAttributesCount(), theirs.getDroppedAttributesCount(), "what was dropped");
    theirs
        .getAttributesList()
        .forEach(
            pair ->
                Check.that(
                    ours.attributes().containsKey(pair.getKey())
                        || pair.getValue().getValueCase() == AnyValue.ValueCase.VALUE_NOT_SET,
                    "an attribute is there",
                    pair.getKey()));
  }
}
