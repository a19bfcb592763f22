package dev.skein.viewer.store;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trace as a list of records. Immutable. */
record PlainTrace(TraceId id, long sequence, List<SpanRecord> records)
    implements TraceView, SpanBytes {
  @Override
  public int size() {
    return records.size();
  }

  @Override
  public long spanId(int span) {
    return records.get(span).spanId();
  }

  @Override
  public long parentSpanId(int span) {
    return records.get(span).parentSpanId();
  }

  @Override
  public String service(int span) {
    return records.get(span).source().service();
  }

  @Override
  public String name(int span) {
    return records.get(span).name();
  }

  @Override
  public SpanKind kind(int span) {
    return records.get(span).kind();
  }

  @Override
  public long startEpochNanos(int span) {
    return records.get(span).startEpochNanos();
  }

  @Override
  public long durationNanos(int span) {
    return records.get(span).endEpochNanos() - records.get(span).startEpochNanos();
  }

  @Override
  public boolean error(int span) {
    return records.get(span).error();
  }

  @Override
  public @Nullable String attribute(int span, String name) {
    return EncodedAttributes.text(this, span, name);
  }

  @Override
  public List<SpanData> spans() {
    return DecodedTrace.spans(this, this);
  }

  @Override
  public byte[] toOtlp() {
    return OtlpRequests.encode(this);
  }

  /** Equal ones are the same object, as what writes them expects. */
  @Override
  public Source source(int span) {
    Source own = records.get(span).source();
    return records.stream().map(SpanRecord::source).filter(own::equals).findFirst().orElse(own);
  }

  @Override
  public byte[] array(int span) {
    return records.get(span).bytes();
  }

  @Override
  public int offset(int span) {
    return records.get(span).offset();
  }

  @Override
  public int length(int span) {
    return records.get(span).length();
  }
}
