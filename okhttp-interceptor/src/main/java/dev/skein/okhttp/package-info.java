/**
 * Client spans for OkHttp 4.12 and 5.x: {@link dev.skein.okhttp.SkeinOkHttp#install} is all there
 * is to call.
 */
@NullMarked
package dev.skein.okhttp;

import org.jspecify.annotations.NullMarked;
