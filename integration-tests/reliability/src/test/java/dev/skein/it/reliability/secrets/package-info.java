/** What must not leave the process, or be printed: planted everywhere, and looked for. */
@NullMarked
package dev.skein.it.reliability.secrets;

import org.jspecify.annotations.NullMarked;
