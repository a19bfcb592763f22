package dev.skein;

import org.jspecify.annotations.Nullable;

/**
 * Where the texts of options come from: a framework's configuration, properties, the environment.
 */
@FunctionalInterface
public interface OptionSource {
  /**
   * The text under a name.
   *
   * @return null when there is none
   */
  @Nullable String get(String name);
}
