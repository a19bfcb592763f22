/** What the three frameworks' applications take: CPU per request, start-up, heap, jars. */
@NullMarked
package dev.skein.benchmarks.http;

import org.jspecify.annotations.NullMarked;
