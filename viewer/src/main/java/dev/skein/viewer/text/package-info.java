/** Text that somebody else has written. */
@NullMarked
package dev.skein.viewer.text;

import org.jspecify.annotations.NullMarked;
