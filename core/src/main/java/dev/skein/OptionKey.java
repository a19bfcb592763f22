package dev.skein;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
public final class OptionKey {
  private final String name;
  private final String defaultText;
  private final Function<OptionText, @Nullable Object> parser;
  private final @Nullable Object defaultValue;
  private final String description;
  private final List<String> standardVariables;

  OptionKey(
      String name,
      String defaultText,
      Function<OptionText, @Nullable Object> parser,
      String description,
      String... standardVariables) {
    this.name = name;
    this.defaultText = defaultText;
    this.parser = parser;
    this.defaultValue = parser.apply(new OptionText(name, defaultText));
    this.description = description;
    this.standardVariables = List.of(standardVariables);
  }

  /** The name, for example {@code export-delay} or {@code inbound.trust}. */
  public String name() {
    return name;
  }

  /**
   * The standard environment variables with this meaning, the one that wins first; empty when there
   * is none. Each is also understood as a system property, in lower case and with dots for
   * underscores.
   */
  public List<String> standardVariables() {
    return standardVariables;
  }

  /** The default, as it would be written; empty when there is none. */
  public String defaultText() {
    return defaultText;
  }

  /** What the setting does and which values it takes, in a sentence or two. */
  public String description() {
    return description;
  }

  /** Skein's own system property, for example {@code skein.export-delay}. */
  public String systemProperty() {
    return "skein." + name;
  }

  /** Skein's own environment variable, for example {@code SKEIN_EXPORT_DELAY}. */
  public String environmentVariable() {
    return "SKEIN_" + name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  /**
   * The value that a text stands for.
   *
   * @return null when the text is unusable, which has then been said; the default applies
   */
  @Nullable Object parse(OptionText text) {
    return parser.apply(text);
  }

  /** What the default text means; null when that is nothing. */
  @Nullable Object defaultValue() {
    return defaultValue;
  }

  @Override
  public String toString() {
    return name;
  }
}
