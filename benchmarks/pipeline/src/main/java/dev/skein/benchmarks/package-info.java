/**
 * The hop that everything is measured by, through Skein and through its peers, and how figures are
 * written.
 */
@NullMarked
package dev.skein.benchmarks;

import org.jspecify.annotations.NullMarked;
