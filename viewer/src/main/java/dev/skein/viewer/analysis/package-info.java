/**
 * What a trace says: its tree, its critical path, where the time went, and what many traces say
 * together.
 */
@NullMarked
package dev.skein.viewer.analysis;

import org.jspecify.annotations.NullMarked;
