/**
 * From an ended span to the endpoint: byte-bounded buffers, delivery with one state per endpoint,
 * the exporters, and the one reader of the bytes they send.
 *
 * <p>A span arrives here once, as an {@link dev.skein.export.EncodableSpan}, and is kept as the
 * bytes of an OTLP {@code Span} message from then on. Nothing in this package blocks an application
 * thread on I/O or throws into it, and every span that was started is accounted for: {@code started
 * = live + pending + exported + rejected + dropped}.
 */
@NullMarked
package dev.skein.export;

import org.jspecify.annotations.NullMarked;
