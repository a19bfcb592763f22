/** The command line: starts the viewer, or prints traces in the terminal. */
@NullMarked
package dev.skein.viewer.terminal;

import org.jspecify.annotations.NullMarked;
