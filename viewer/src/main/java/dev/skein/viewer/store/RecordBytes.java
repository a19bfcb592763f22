package dev.skein.viewer.store;

import java.util.List;

/** The bytes of spans that are on their way. */
record RecordBytes(List<SpanRecord> records) implements SpanBytes {
  @Override
  public int size() {
    return records.size();
  }

  @Override
  public Source source(int span) {
    return records.get(span).source();
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
