/** Many requests at once to a running service, and what has to become of each one's trace. */
@NullMarked
package dev.skein.it.contract.load;

import org.jspecify.annotations.NullMarked;
