/** A small application of Micronaut. */
@NullMarked
package dev.skein.it.testkit.micronaut;

import org.jspecify.annotations.NullMarked;
