package dev.skein.micronaut;

/**
 * The value of the header that a request is sent with, which still knows its exchange when it
 * passes by on the connection. The client keeps values as they are given to it.
 */
record SentTraceparent(String value, ClientExchange exchange) implements CharSequence {
  static final String NAME = "traceparent";

  @Override
  public int length() {
    return value.length();
  }

  @Override
  public char charAt(int index) {
    return value.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return value.subSequence(start, end);
  }

  @Override
  public String toString() {
    return value;
  }
}
