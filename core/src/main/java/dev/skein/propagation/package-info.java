/**
 * How a context gets from one process to the next: the W3C headers, and what reads and writes them.
 *
 * <p>A propagator never throws and never changes the outcome of a request: what it cannot read is
 * as good as absent, and what it cannot write is left out and logged.
 */
@NullMarked
package dev.skein.propagation;

import org.jspecify.annotations.NullMarked;
