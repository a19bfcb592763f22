/**
 * Types that have to cross packages inside Skein's core. Not API: anything here may change or
 * disappear in any release.
 */
@NullMarked
package dev.skein.internal;

import org.jspecify.annotations.NullMarked;
