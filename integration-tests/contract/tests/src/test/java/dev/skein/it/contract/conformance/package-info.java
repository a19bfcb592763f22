/**
 * What W3C Trace Context Level 2 and W3C Baggage ask of a service, as data, and a way to ask a
 * running service for it over HTTP.
 */
@NullMarked
package dev.skein.it.contract.conformance;

import org.jspecify.annotations.NullMarked;
