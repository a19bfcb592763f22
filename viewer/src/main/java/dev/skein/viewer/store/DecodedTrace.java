package dev.skein.viewer.store;

import dev.skein.StatusCode;
import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the spans of a trace from their bytes. What they come from is read once for all of them,
 * and the same objects in all of them.
 */
final class DecodedTrace {
  /** Spans of one request: the reader takes no more than a million elements. */
  private static final int AT_ONCE = 256;

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] NOTHING = {};
  private static final Source NOWHERE = new Source("", NOTHING, NOTHING);

  private final TraceView trace;
  private final SpanBytes bytes;
  private final SourceGroups groups;
  private final SpanData[] spans;

  /** What the last span came from. */
  private @Nullable Source source;

  private SpanOrigin origin = SpanOrigin.UNKNOWN;

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
          enter(bytes.source(span));
          spans[span] = origin.given(bare(span));
        }
      }
    }
  }

  private boolean tryRead(int from, int to) {
    List<SpanData> read = tryRead(new Slice(bytes, groups, from, to));
    if (read.size() != to - from) {
      return false;
    }
    for (int place = from; place < to; place++) {
      int span = groups.span(place);
      enter(bytes.source(span));
      spans[span] = origin.given(read.get(place - from));
    }
    return true;
  }

  /** The spans; none if one of them is refused. */
  private static List<SpanData> tryRead(SpanBytes some) {
    try {
      return OtlpReader.read(OtlpRequests.encodeInOrder(some));
    } catch (MalformedOtlpException e) {
      return List.of();
    }
  }

  /** Goes on to the spans of a source. */
  @SuppressWarnings("ReferenceEquality") // what is the same object need not be read again
  private void enter(Source next) {
    if (next == source) {
      return;
    }
    Map<String, Object> resource = origin.resource();
    if (source == null || source.resource() != next.resource()) {
      List<SpanData> read = tryRead(new Probe(new Source("", next.resource(), NOTHING)));
      resource = read.isEmpty() ? Map.of("service.name", next.service()) : read.get(0).resource();
    }
    List<SpanData> read = tryRead(new Probe(new Source("", NOTHING, next.scope())));
    SpanData scoped = read.isEmpty() ? null : read.get(0);
    origin =
        scoped == null
            ? new SpanOrigin(resource, "", "")
            : new SpanOrigin(resource, scoped.scopeName(), scoped.scopeVersion());
    source = next;
  }

  /** What is known of a span whose bytes the reader refuses. */
  private SpanData bare(int span) {
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
        Map.of(),
        "",
        "");
  }

  /** Some of the spans, without what they come from. */
  private record Slice(SpanBytes all, SourceGroups groups, int from, int to) implements SpanBytes {
    @Override
    public int size() {
      return to - from;
    }

    @Override
    public Source source(int span) {
      return NOWHERE;
    }

    @Override
    public byte[] array(int span) {
      return all.array(groups.span(from + span));
    }

    @Override
    public int offset(int span) {
      return all.offset(groups.span(from + span));
    }

    @Override
    public int length(int span) {
      return all.length(groups.span(from + span));
    }
  }

  /** A span with nothing but ids, to be asked what it comes from. */
  private record Probe(Source source) implements SpanBytes {
    private static final byte[] IDS =
        HEX.parseHex("0a10" + "1".repeat(32) + "1208" + "1".repeat(16));

    @Override
    public int size() {
      return 1;
    }

    @Override
    public Source source(int span) {
      return source;
    }

    @Override
    public byte[] array(int span) {
      return IDS;
    }

    @Override
    public int offset(int span) {
      return 0;
    }

    @Override
    public int length(int span) {
      return IDS.length;
    }
  }
}
