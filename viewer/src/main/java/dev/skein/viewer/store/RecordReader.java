package dev.skein.viewer.store;

import java.util.List;

/** Makes spans of what a store has written into its files. */
@FunctionalInterface
public interface RecordReader {
  /**
   * The spans of an OTLP {@code ExportTraceServiceRequest} in protobuf, in their order.
   *
   * @throws Exception if it is none; it is counted and passed over
   */
  List<SpanRecord> read(byte[] request) throws Exception;
}
