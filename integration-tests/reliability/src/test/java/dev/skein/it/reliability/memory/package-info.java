/** A service with little memory. */
@NullMarked
package dev.skein.it.reliability.memory;

import org.jspecify.annotations.NullMarked;
