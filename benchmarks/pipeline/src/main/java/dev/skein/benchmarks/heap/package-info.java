/** What a subject keeps in an application that does nothing else: heap, classes, jars. */
@NullMarked
package dev.skein.benchmarks.heap;

import org.jspecify.annotations.NullMarked;
