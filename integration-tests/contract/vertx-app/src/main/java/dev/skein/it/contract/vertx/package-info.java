/** the routes of the contract as a Vert.x Web application. */
@NullMarked
package dev.skein.it.contract.vertx;

import org.jspecify.annotations.NullMarked;
