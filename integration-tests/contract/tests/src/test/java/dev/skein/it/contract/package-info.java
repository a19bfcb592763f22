/** The same requests to a Quarkus, a Micronaut and a Vert.x server give the same spans. */
@NullMarked
package dev.skein.it.contract;

import org.jspecify.annotations.NullMarked;
