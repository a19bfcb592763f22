package dev.skein.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A command line of {@code --name value} and {@code --flag}. Not thread-safe. */
public final class Arguments {
  private final List<String> rest;

  /** Reads nothing yet. */
  public Arguments(String[] args) {
    this.rest = new ArrayList<>(Arrays.asList(args));
  }

  /** The value of a name. */
  public String text(String name, String otherwise) {
    int index = rest.indexOf(name);
    if (index < 0) {
      return otherwise;
    }
    if (index + 1 == rest.size()) {
      throw new IllegalArgumentException(name + " needs a value");
    }
    rest.remove(index);
    return rest.remove(index);
  }

  /** The value of a name, a whole number. */
  public int number(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  /** Whether the flag is there. */
  public boolean flag(String name) {
    return rest.remove(name);
  }

  /**
   * Nothing more is known.
   *
   * @throws IllegalArgumentException if something is left
   */
  public void end() {
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + String.join(" ", rest));
    }
  }
}
