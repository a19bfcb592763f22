/** The HTTP server: ingest, API, live tail and the page. */
@NullMarked
package dev.skein.viewer.http;

import org.jspecify.annotations.NullMarked;
