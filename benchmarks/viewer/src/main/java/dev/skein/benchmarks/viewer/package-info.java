/** The viewer and the Zipkin server: start, memory, ingest, search, one large trace. */
@NullMarked
package dev.skein.benchmarks.viewer;

import org.jspecify.annotations.NullMarked;
