package dev.skein;

import java.util.List;

/**
 * One setting of Skein, as data: what it is called everywhere, its default, and what it does.
 * Immutable and thread-safe.
 *
 * <p>A setting is found, in this order, in the framework's configuration under the framework's own
 * prefix; in the system property {@link #systemProperty()}, then in the standard ones; in the
 * environment variable {@link #environmentVariable()}, then in the standard ones. A blank value
 * counts as none.
 *
 * @see SkeinOptions#keys()
 */
public sealed interface OptionKey permits Option {
  /** The name, for example {@code export-delay}. */
  String name();

  /**
   * The standard environment variables with this meaning, the one that wins first; empty when there
   * is none. Each is also understood as a system property, in lower case and with dots for
   * underscores.
   */
  List<String> standardVariables();

  /** The default, as it would be written; empty when there is none. */
  String defaultText();

  /** What the setting does and which values it takes, in a sentence or two. */
  String description();

  /** Skein's own system property, for example {@code skein.export-delay}. */
  default String systemProperty() {
    return "skein." + name();
  }

  /** Skein's own environment variable, for example {@code SKEIN_EXPORT_DELAY}. */
  String environmentVariable();
}
