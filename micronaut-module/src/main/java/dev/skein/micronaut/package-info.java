/** Tracing for Micronaut. */
@NullMarked
package dev.skein.micronaut;

import org.jspecify.annotations.NullMarked;
