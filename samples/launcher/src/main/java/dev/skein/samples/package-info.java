/** Starts the shop's services, buys a few things, and prints every purchase as a waterfall. */
@NullMarked
package dev.skein.samples;

import org.jspecify.annotations.NullMarked;
