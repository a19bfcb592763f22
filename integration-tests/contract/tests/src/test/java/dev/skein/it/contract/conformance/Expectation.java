package dev.skein.it.contract.conformance;

/** Looks at what a service sent; throws an {@link AssertionError} when it should not have. */
@FunctionalInterface
interface Expectation {
  void verify(Exchange exchange);
}
