/** Build-time part of the Quarkus extension. */
@NullMarked
package dev.skein.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
