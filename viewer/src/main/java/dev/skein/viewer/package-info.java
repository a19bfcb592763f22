/** Skein Viewer to embed: start it, ask where it listens, close it. */
@NullMarked
package dev.skein.viewer;

import org.jspecify.annotations.NullMarked;
