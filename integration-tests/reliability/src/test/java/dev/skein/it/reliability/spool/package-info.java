/** A service with a spool, killed again and again. */
@NullMarked
package dev.skein.it.reliability.spool;

import org.jspecify.annotations.NullMarked;
