/** The measured application on Vert.x, with Skein. */
@NullMarked
package dev.skein.benchmarks.http.vertx.skein;

import org.jspecify.annotations.NullMarked;
