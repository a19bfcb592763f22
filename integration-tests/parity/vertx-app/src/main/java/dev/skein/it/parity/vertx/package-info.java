/** The routes of the parity test as a Vert.x Web application. */
@NullMarked
package dev.skein.it.parity.vertx;

import org.jspecify.annotations.NullMarked;
