package dev.skein.quarkus.deployment;

import dev.skein.SkeinOptions;
import io.quarkus.builder.item.SimpleBuildItem;
import io.quarkus.runtime.RuntimeValue;

/** The options, as they will be found when the application starts. */
final class OptionsBuildItem extends SimpleBuildItem {
  private final RuntimeValue<SkeinOptions> options;

  OptionsBuildItem(RuntimeValue<SkeinOptions> options) {
    this.options = options;
  }

  RuntimeValue<SkeinOptions> options() {
    return options;
  }
}
