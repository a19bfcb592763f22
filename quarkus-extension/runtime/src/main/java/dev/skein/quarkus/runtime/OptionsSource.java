package dev.skein.quarkus.runtime;

import dev.skein.SkeinOptions;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the options of the core in Quarkus' configuration. */
final class OptionsSource {
  private static final String PREFIX = "quarkus.skein.";
  private static final String ENABLED = "enabled";

  private OptionsSource() {}

  /**
   * Loads the options: Quarkus' configuration, then system properties, then the environment.
   *
   * @param excludedPaths left out besides the paths that the user leaves out
   */
  static SkeinOptions load(SmallRyeConfig config, List<String> excludedPaths) {
    SkeinOptions options =
        SkeinOptions.loader()
            .framework(PREFIX, name -> text(config, name))
            .defaultServiceName(
                config.getOptionalValue("quarkus.application.name", String.class).orElse(null))
            .load();
    if (excludedPaths.isEmpty()) {
      return options;
    }
    Set<String> paths = new LinkedHashSet<>(options.excludedPaths());
    paths.addAll(excludedPaths);
    return options.toBuilder().excludedPaths(new ArrayList<>(paths)).build();
  }

  /** The text of a setting as the user wrote it; the elements of a YAML list joined by commas. */
  private static @Nullable String text(SmallRyeConfig config, String name) {
    if (name.equals(ENABLED)) {
      // decided at build time: a built application is switched off as any other one is
      return null;
    }
    String value = config.getConfigValue(PREFIX + name).getValue();
    if (value != null) {
      return value;
    }
    Optional<List<String>> elements = config.getOptionalValues(PREFIX + name, String.class);
    return elements.map(list -> String.join(",", list)).orElse(null);
  }
}
