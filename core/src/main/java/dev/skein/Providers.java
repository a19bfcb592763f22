package dev.skein;

import dev.skein.internal.Nullable;
import dev.skein.propagation.Propagator;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** What other jars add to the core, by name. */
final class Providers {
  static final String NEEDED = " the dependency dev.skein:skein-interop";

  /** A class path whose files cannot be read fails at each attempt. */
  private static final int MAX_FAILURES = 100;

  private Providers() {}

  /** The propagator of a name; null when there is none. */
  static @Nullable Propagator propagator(String name) {
    if (name.equals("tracecontext")) {
      return Propagator.traceContext();
    }
    if (name.equals("baggage")) {
      return Propagator.baggage();
    }
    SkeinProvider provider = find(name);
    return provider == null ? null : provider.propagator();
  }

  /** The provider of a name: one beside the core, or else one that the thread sees; or null. */
  static @Nullable SkeinProvider find(String name) {
    SkeinProvider found = find(name, Providers.class.getClassLoader());
    return found == null ? find(name, Thread.currentThread().getContextClassLoader()) : found;
  }

  private static @Nullable SkeinProvider find(String name, @Nullable ClassLoader loader) {
    Iterator<SkeinProvider> providers = ServiceLoader.load(SkeinProvider.class, loader).iterator();
    for (int failures = 0; failures < MAX_FAILURES; failures++) {
      try {
        while (providers.hasNext()) {
          SkeinProvider provider = providers.next();
          if (provider.name().equals(name)) {
            return provider;
          }
        }
        return null;
      } catch (ServiceConfigurationError | RuntimeException e) {
        // made for another core, or broken: as good as absent
      }
    }
    return null;
  }
}
