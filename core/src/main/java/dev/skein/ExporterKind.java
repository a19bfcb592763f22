package dev.skein;

/** Where spans go. */
public enum ExporterKind {
  /** To an OTLP/HTTP endpoint. */
  OTLP,
  /** To the standard output, for a person to read. */
  CONSOLE,
  /** Nowhere. */
  NONE,
  /** To a Zipkin server, as its v2 JSON; with the artifact {@code skein-interop} only. */
  ZIPKIN
}
