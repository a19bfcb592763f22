package dev.skein.quarkus.deployment;

import io.quarkus.builder.item.SimpleBuildItem;

/** Whether the application is traced: it was not disabled, and no other tracer is there. */
final class TracingBuildItem extends SimpleBuildItem {
  private final boolean active;

  TracingBuildItem(boolean active) {
    this.active = active;
  }

  /** Whether anything is to be installed. */
  boolean isActive() {
    return active;
  }
}
