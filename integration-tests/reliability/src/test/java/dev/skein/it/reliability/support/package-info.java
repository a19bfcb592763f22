/** Backends that can be killed, networks that fail, and the figures that come of it. */
@NullMarked
package dev.skein.it.reliability.support;

import org.jspecify.annotations.NullMarked;
