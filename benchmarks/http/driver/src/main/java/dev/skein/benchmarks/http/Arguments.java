package dev.skein.benchmarks.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line: {@code --name value} and {@code --flag}. */
final class Arguments {
  private final List<String> rest;

  Arguments(String[] args) {
    this.rest = new ArrayList<>(Arrays.asList(args));
  }

  String text(String name, String otherwise) {
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

  int number(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  boolean flag(String name) {
    return rest.remove(name);
  }

  /**
   * Nothing more is known.
   *
   * @throws IllegalArgumentException if something is left
   */
  void end() {
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + String.join(" ", rest));
    }
  }
}
