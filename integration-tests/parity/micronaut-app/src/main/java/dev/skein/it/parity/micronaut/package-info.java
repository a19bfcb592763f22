/** The routes of the parity test as a Micronaut application. */
@NullMarked
package dev.skein.it.parity.micronaut;

import org.jspecify.annotations.NullMarked;
