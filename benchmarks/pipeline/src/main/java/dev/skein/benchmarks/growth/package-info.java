/**
 * How the cost of a span grows with its attributes, with threads, with live spans and with the rate
 * at which spans are offered; and what memory and jars a subject brings.
 */
@NullMarked
package dev.skein.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
