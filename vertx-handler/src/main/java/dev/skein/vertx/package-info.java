/** Tracing for Vert.x. */
@NullMarked
package dev.skein.vertx;

import org.jspecify.annotations.NullMarked;
