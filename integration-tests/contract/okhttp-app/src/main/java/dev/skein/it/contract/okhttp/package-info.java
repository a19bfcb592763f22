/** The routes of the contract on the JDK's HTTP server, and calls with OkHttp. */
@NullMarked
package dev.skein.it.contract.okhttp;

import org.jspecify.annotations.NullMarked;
