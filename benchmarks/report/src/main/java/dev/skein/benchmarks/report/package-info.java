/** Turns the benchmarks' results into a page. Nothing on it comes from anywhere else. */
@NullMarked
package dev.skein.benchmarks.report;

import org.jspecify.annotations.NullMarked;
