/** A small application of Vert.x. */
@NullMarked
package dev.skein.it.testkit.vertx;

import org.jspecify.annotations.NullMarked;
