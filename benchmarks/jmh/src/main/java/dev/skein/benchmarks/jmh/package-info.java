/** What each step of a request costs its thread, measured by JMH. */
@NullMarked
package dev.skein.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
