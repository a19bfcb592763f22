package dev.skein.viewer.store;

/**
 * The hashes of attribute conditions, folded to two bytes: of 500,000 spans some hundred look as if
 * they met a condition that they do not meet, and these are looked at closely anyway.
 */
final class Terms {
  private Terms() {}

  static char fold(int hash) {
    return (char) (hash ^ (hash >>> 16));
  }

  static char[] of(int[] hashes) {
    char[] terms = new char[hashes.length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = fold(hashes[i]);
    }
    return terms;
  }

  static boolean contain(char[] terms, int from, int to, char term) {
    for (int i = from; i < to; i++) {
      if (terms[i] == term) {
        return true;
      }
    }
    return false;
  }
}
