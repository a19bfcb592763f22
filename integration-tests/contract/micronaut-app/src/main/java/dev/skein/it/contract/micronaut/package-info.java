/** the routes of the contract as a Micronaut application. */
@NullMarked
package dev.skein.it.contract.micronaut;

import org.jspecify.annotations.NullMarked;
