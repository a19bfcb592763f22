/** The measured application on Vert.x, without tracing. */
@NullMarked
package dev.skein.benchmarks.http.vertx;

import org.jspecify.annotations.NullMarked;
