package com.example.shop.payment;

/** A purchase that does not work out, and the status that says so. */
final class ShopException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  ShopException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
