package dev.skein;

/** The source of trace and span ids. Thread-safe, never blocking. */
@FunctionalInterface
public interface IdGenerator {
  /**
   * 64 bits, all of them uniformly random; zero is allowed, and makes the caller ask once more.
   *
   * <p>A trace id is made of two calls and gets the W3C random flag.
   */
  long nextLong();

  /** xoshiro256++, seeded from {@link java.security.SecureRandom}, striped over threads. */
  static IdGenerator random() {
    return new SpanPool();
  }
}
