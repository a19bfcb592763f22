/** What the services under contract and the tests have to agree on. */
@NullMarked
package dev.skein.it.contract.support;

import org.jspecify.annotations.NullMarked;
