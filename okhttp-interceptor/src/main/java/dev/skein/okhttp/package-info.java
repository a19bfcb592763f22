/** Client spans for OkHttp. */
@NullMarked
package dev.skein.okhttp;

import org.jspecify.annotations.NullMarked;
