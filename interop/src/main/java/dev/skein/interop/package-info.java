/**
 * For services that do not speak W3C Trace Context and OTLP: the headers of B3 and Jaeger, and the
 * spans of Zipkin.
 *
 * <p>Nothing of it has to be called: with this jar on the class path, the settings {@code
 * propagators} and {@code exporter} know more values.
 */
@NullMarked
package dev.skein.interop;

import org.jspecify.annotations.NullMarked;
