/** Trace recorder and assertions for tests, and the contract suites that every adapter passes. */
@NullMarked
package dev.skein.testkit;

import org.jspecify.annotations.NullMarked;
