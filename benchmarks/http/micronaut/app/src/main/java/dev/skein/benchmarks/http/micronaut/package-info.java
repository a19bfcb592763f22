/** The measured application on Micronaut; what traces it is on the class path. */
@NullMarked
package dev.skein.benchmarks.http.micronaut;

import org.jspecify.annotations.NullMarked;
