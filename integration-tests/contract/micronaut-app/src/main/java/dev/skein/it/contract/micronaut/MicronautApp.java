package dev.skein.it.contract.micronaut;

import io.micronaut.runtime.Micronaut;

/** Listens on a free port and says which. */
public final class MicronautApp {
  private MicronautApp() {}

  public static void main(String[] args) {
    Micronaut.run(MicronautApp.class, args);
  }
}
