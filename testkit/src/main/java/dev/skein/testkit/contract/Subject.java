package dev.skein.testkit.contract;

import java.util.Objects;

/**
 * What is held to a contract: an adapter on one version of its framework. Immutable.
 *
 * @param name of the framework, as people write it
 * @param version of the framework; empty for none
 */
public record Subject(String name, String version) {
  public Subject {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
  }

  @Override
  public String toString() {
    return version.isEmpty() ? name : name + " " + version;
  }
}
