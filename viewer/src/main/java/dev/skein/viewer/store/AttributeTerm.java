package dev.skein.viewer.store;

import org.jspecify.annotations.Nullable;

/**
 * A condition on attributes of a span or of its resource: one of that name exists, or has that
 * value.
 *
 * @param name the attribute's name
 * @param value its value as text (numbers and booleans as Java prints them); null for any
 */
public record AttributeTerm(String name, @Nullable String value) {
  /**
   * What is indexed of an attribute: equal conditions have equal hashes, others hardly ever, so a
   * match has to be confirmed. A record holds the hash of each name, and of each name with its
   * value if that is text, a number or a boolean.
   */
  public static int hash(String name, @Nullable String value) {
    return value == null ? hash(name.hashCode()) : hash(name.hashCode(), value.hashCode());
  }

  /** The hash of a name alone, whose own {@link String#hashCode()} is known. */
  public static int hash(int name) {
    int hash = name * 0x9E3779B1;
    return hash ^ (hash >>> 16);
  }

  /** The hash of a name with its value, of both of which the {@link String#hashCode()} is known. */
  public static int hash(int name, int value) {
    int hash = name * 0x9E3779B1;
    hash = (hash ^ (hash >>> 15)) + value * 0x85EBCA6B + 1;
    return hash ^ (hash >>> 16);
  }

  /** The hash of this condition. */
  public int hash() {
    return hash(name, value);
  }
}
