/** The viewer's page, driven in a real browser. */
@NullMarked
package dev.skein.it.browser;

import org.jspecify.annotations.NullMarked;
