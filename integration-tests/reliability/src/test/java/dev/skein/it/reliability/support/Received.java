package dev.skein.it.reliability.support;

/**
 * A request that a backend took: its spans are safe from then on.
 *
 * @param spanIds of all its spans
 * @param answered whether the backend had time to say so
 */
public record Received(long[] spanIds, boolean answered) {}
