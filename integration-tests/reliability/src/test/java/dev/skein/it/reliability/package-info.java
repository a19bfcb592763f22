/** What becomes of spans when backends, networks and replies go wrong. */
@NullMarked
package dev.skein.it.reliability;

import org.jspecify.annotations.NullMarked;
