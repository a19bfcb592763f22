package dev.skein.viewer.store;

import dev.skein.StatusCode;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Reads the spans of a trace from their bytes. */
final class DecodedTrace {
  /** Spans of one request: the reader takes no more than a million elements. */
  private static final int AT_ONCE = 256;

  private static final HexFormat HEX = HexFormat.of();

  private final TraceView trace;
  private final SpanBytes bytes;
  private final SourceGroups groups;
  private final SpanData[] spans;

  private DecodedTrace(TraceView trace, SpanBytes bytes) {
    this.trace = trace;
    this.bytes = bytes;
    this.groups = SourceGroups.of(bytes);
    this.spans = new SpanData[bytes.size()];
  }

  /** All spans in their order. */
  static List<SpanData> spans(TraceView trace, SpanBytes bytes) {
    DecodedTrace decoded = new DecodedTrace(trace, bytes);
    for (int from = 0; from < decoded.spans.length; from += AT_ONCE) {
      decoded.read(from, Math.min(from + AT_ONCE, decoded.spans.length));
    }
    return List.of(decoded.spans);
  }

  private void read(int from, int to) {
    if (!tryRead(from, to)) {
      for (int place = from; place < to; place++) {
        if (!tryRead(place, place + 1)) {
          int span = groups.span(place);
          spans[span] = bare(trace, span);
        }
      }
    }
  }

  private boolean tryRead(int from, int to) {
    try {
      List<SpanData> read = OtlpReader.read(OtlpRequests.encode(bytes, groups, from, to));
      if (read.size() != to - from) {
        return false;
      }
      for (int place = from; place < to; place++) {
        spans[groups.span(place)] = read.get(place - from);
      }
      return true;
    } catch (MalformedOtlpException e) {
      return false;
    }
  }

  /** What is known of a span whose bytes the reader refuses. */
  private static SpanData bare(TraceView trace, int span) {
    long parent = trace.parentSpanId(span);
    long start = trace.startEpochNanos(span);
    return new SpanData(
        trace.id().toString(),
        HEX.toHexDigits(trace.spanId(span)),
        parent == 0 ? "" : HEX.toHexDigits(parent),
        "",
        0,
        trace.name(span),
        trace.kind(span),
        start,
        start + trace.durationNanos(span),
        Map.of(),
        0,
        List.of(),
        0,
        List.of(),
        0,
        trace.error(span) ? StatusCode.ERROR : StatusCode.UNSET,
        "",
        Map.of("service.name", trace.service(span)),
        "",
        "");
  }

  /** One span, or what is known of it. */
  static SpanData span(TraceView trace, SpanBytes bytes, int span) {
    SpanBytes one = new OneOf(bytes, span);
    try {
      List<SpanData> read = OtlpReader.read(OtlpRequests.encode(one));
      return read.size() == 1 ? read.get(0) : bare(trace, span);
    } catch (MalformedOtlpException e) {
      return bare(trace, span);
    }
  }

  private record OneOf(SpanBytes all, int span) implements SpanBytes {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Source source(int any) {
      return all.source(span);
    }

    @Override
    public byte[] array(int any) {
      return all.array(span);
    }

    @Override
    public int offset(int any) {
      return all.offset(span);
    }

    @Override
    public int length(int any) {
      return all.length(span);
    }
  }
}
