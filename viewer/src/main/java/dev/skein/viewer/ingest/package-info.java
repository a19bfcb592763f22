/**
 * From what clients send (OTLP protobuf and JSON, Zipkin v2 JSON) to the one form that is kept, and
 * back to OTLP.
 */
@NullMarked
package dev.skein.viewer.ingest;

import org.jspecify.annotations.NullMarked;
