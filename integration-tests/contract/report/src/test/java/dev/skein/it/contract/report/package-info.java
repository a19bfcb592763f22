/** Writes what the tests of the contract have found into the documentation. */
@NullMarked
package dev.skein.it.contract.report;

import org.jspecify.annotations.NullMarked;
