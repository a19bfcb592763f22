/**
 * What the hop costs until its spans have arrived: a driver does hops in a process of its own, a
 * sink in another one counts what it receives.
 */
@NullMarked
package dev.skein.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
