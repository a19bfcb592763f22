/** A small application of Quarkus. */
@NullMarked
package dev.skein.it.testkit.quarkus;

import org.jspecify.annotations.NullMarked;
