package dev.skein;

import dev.skein.export.SpanExporter;
import dev.skein.propagation.Propagator;
import org.jspecify.annotations.Nullable;

/**
 * What another jar adds to the values that {@code propagators} and {@code exporter} can have. Found
 * by {@link java.util.ServiceLoader}, by the class loader of the core and by that of the thread; of
 * several with the same name the first one counts.
 */
public interface SkeinProvider {
  /** The value, in lowercase, for example {@code b3}. */
  String name();

  /** The propagator of that name, the same one at each call; null when there is none. */
  default @Nullable Propagator propagator() {
    return null;
  }

  /** A new exporter of that name, for the caller to close; null when there is none. */
  default @Nullable SpanExporter exporter(SkeinOptions options) {
    return null;
  }
}
