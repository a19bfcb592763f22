package com.example.shop.inventory;

import io.micronaut.runtime.Micronaut;

/** The stock service of the shop. */
public final class Inventory {
  private Inventory() {}

  public static void main(String[] args) {
    Micronaut.run(Inventory.class, args);
  }
}
