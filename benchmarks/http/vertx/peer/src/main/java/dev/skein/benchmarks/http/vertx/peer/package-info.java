/** The measured application on Vert.x, with vertx-opentelemetry. */
@NullMarked
package dev.skein.benchmarks.http.vertx.peer;

import org.jspecify.annotations.NullMarked;
