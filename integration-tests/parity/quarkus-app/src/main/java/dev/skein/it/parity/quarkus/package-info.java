/** The routes of the parity test as a Quarkus application. */
@NullMarked
package dev.skein.it.parity.quarkus;

import org.jspecify.annotations.NullMarked;
