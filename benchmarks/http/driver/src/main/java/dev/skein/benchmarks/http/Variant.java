package dev.skein.benchmarks.http;

import java.util.Locale;

/** What traces an application. */
enum Variant {
  BARE,
  SKEIN,
  PEER;

  /** The folder's name. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
