/** Traces in bounded memory, found by what is known of their spans. */
@NullMarked
package dev.skein.viewer.store;

import org.jspecify.annotations.NullMarked;
