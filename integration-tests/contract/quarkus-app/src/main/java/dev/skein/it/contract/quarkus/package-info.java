/** the routes of the contract as a Quarkus application. */
@NullMarked
package dev.skein.it.contract.quarkus;

import org.jspecify.annotations.NullMarked;
