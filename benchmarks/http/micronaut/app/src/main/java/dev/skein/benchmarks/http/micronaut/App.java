package dev.skein.benchmarks.http.micronaut;

import io.micronaut.runtime.Micronaut;

/** Listens on the port of the environment, with one event loop. */
public final class App {
  private App() {}

  public static void main(String[] args) {
    Micronaut.run(App.class, args);
  }
}
