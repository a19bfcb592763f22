/**
 * Tracing for Micronaut: a span for every request that is received and for every one that
 * Micronaut's HTTP clients send, and the context between them.
 *
 * <p>Configured under {@code skein.} ({@link dev.skein.micronaut.SkeinConfiguration}). Beans of the
 * types {@link dev.skein.SpanHook}, {@link dev.skein.export.SpanExporter}, {@link
 * dev.skein.Sampler}, {@link dev.skein.propagation.Propagator} and {@link dev.skein.Resource} are
 * used when there are any. {@link dev.skein.Tracer} and {@link dev.skein.Skein} can be injected,
 * also when tracing is disabled; everything else is absent then.
 */
@Configuration
@NullMarked
package dev.skein.micronaut;

import io.micronaut.context.annotation.Configuration;
import org.jspecify.annotations.NullMarked;
