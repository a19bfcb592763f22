package dev.skein;

import java.util.Objects;

/**
 * What describes the process that spans come from, first of all {@code service.name}. Immutable.
 */
public final class Resource {
  private final Attributes attributes;

  private Resource(Attributes attributes) {
    this.attributes = attributes;
  }

  /** A resource with these attributes. */
  public static Resource create(Attributes attributes) {
    return new Resource(Objects.requireNonNull(attributes, "attributes"));
  }

  /** The attributes. */
  public Attributes attributes() {
    return attributes;
  }

  /** This resource with the attributes of another one, which win where both have a name. */
  public Resource merge(Resource other) {
    Objects.requireNonNull(other, "other");
    return new Resource(Attributes.builder().putAll(attributes).putAll(other.attributes).build());
  }
}
