/**
 * Tests of Vert.x applications with {@code vertx-junit5}: {@link
 * dev.skein.testkit.vertx.SkeinVertxTest}. For Vert.x 4.5 and 5.
 */
@NullMarked
package dev.skein.testkit.vertx;

import org.jspecify.annotations.NullMarked;
