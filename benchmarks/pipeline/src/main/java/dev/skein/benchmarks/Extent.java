package dev.skein.benchmarks;

/** How much of a suite is run. */
public enum Extent {
  /** So little that it only proves that everything starts and measures. */
  CHECK,
  /** Fewer cases and rounds, for a few minutes. */
  SHORT,
  /** Everything. */
  FULL
}
