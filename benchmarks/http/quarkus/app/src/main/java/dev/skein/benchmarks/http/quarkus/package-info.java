/** The measured application on Quarkus; what traces it is on the class path. */
@NullMarked
package dev.skein.benchmarks.http.quarkus;

import org.jspecify.annotations.NullMarked;
