package dev.skein.quarkus.runtime;

import dev.skein.Skein;
import org.jspecify.annotations.Nullable;

/**
 * The Skein of the running application, for what lives outside of CDI. In dev mode another one at
 * each reload, none meanwhile.
 */
final class ActiveSkein {
  private static volatile @Nullable Skein current;

  private ActiveSkein() {}

  /** Null before the start, after the shutdown, and when nothing is traced. */
  static @Nullable Skein get() {
    return current;
  }

  static void set(@Nullable Skein skein) {
    current = skein;
  }
}
