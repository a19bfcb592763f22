/** Run-time part of the Quarkus extension. */
@NullMarked
package dev.skein.quarkus.runtime;

import org.jspecify.annotations.NullMarked;
