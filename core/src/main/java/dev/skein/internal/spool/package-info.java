/**
 * Encoded spans on disk: what is appended here outlives the process, and comes back in the same
 * order. Knows nothing of what it keeps. No API: can change at any time.
 */
@NullMarked
package dev.skein.internal.spool;

import org.jspecify.annotations.NullMarked;
