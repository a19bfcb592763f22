package dev.skein.internal.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** What most tests of the spool begin with. */
final class Spools {
  static final byte[] RESOURCE = {1, 2, 3};
  static final byte[] SCOPE = {4, 5};

  private Spools() {}

  static SpoolConfig config() {
    return config(Path.of("nowhere"), 64 << 20);
  }

  static SpoolConfig config(Path directory, long limit) {
    return new SpoolConfig(
        directory,
        limit,
        Duration.ofHours(72),
        RESOURCE,
        SCOPE,
        InstantSource.system(),
        System::nanoTime);
  }
}
