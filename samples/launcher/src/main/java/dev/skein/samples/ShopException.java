package dev.skein.samples;

/** Something is wrong with the shop; the message is for the user. */
public final class ShopException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ShopException(String message) {
    super(message);
  }
}
