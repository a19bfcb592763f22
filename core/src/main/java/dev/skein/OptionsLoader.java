package dev.skein;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the options of a process: in the framework's configuration, then in system properties, then
 * in environment variables, each with the rules of {@link OptionKey}. Not thread-safe; used once.
 *
 * <p>Nothing that a user can write makes it throw: what cannot be used is left out, the default
 * applies, and {@link SkeinOptions#problems()} says so.
 */
public final class OptionsLoader {
  private OptionSource framework = key -> null;
  private OptionSource properties = System::getProperty;
  private OptionSource environment = System::getenv;
  private String prefix = "";
  private final Set<String> frameworkKeys = new LinkedHashSet<>();
  private @Nullable String defaultServiceName;

  private final OptionProblems problems = new OptionProblems();
  private final Map<Option<?>, OptionText> found = new HashMap<>();
  private final Map<Option<?>, Object> values = new HashMap<>();

  OptionsLoader() {}

  /**
   * Gives the framework's configuration, which wins over everything else.
   *
   * @param prefix what the framework's keys start with, for messages, for example {@code
   *     quarkus.skein}; empty for none
   * @param values the text for a name of {@link SkeinOptions#keys()}, without the prefix; null when
   *     the user did not set it
   */
  public OptionsLoader framework(String prefix, OptionSource values) {
    this.prefix = prefix.isEmpty() || prefix.endsWith(".") ? prefix : prefix + ".";
    this.framework = Objects.requireNonNull(values, "values");
    return this;
  }

  /**
   * Gives the names that the user did set in the framework's configuration, without the prefix: one
   * that is no setting becomes a problem. An adapter leaves out the names of its own settings.
   */
  public OptionsLoader frameworkKeys(Collection<String> names) {
    frameworkKeys.addAll(names);
    return this;
  }

  /** Gives the service name to use when the user set none anywhere; null or blank for none. */
  public OptionsLoader defaultServiceName(@Nullable String name) {
    this.defaultServiceName = name;
    return this;
  }

  /** Replaces the system properties. */
  OptionsLoader systemProperties(OptionSource properties) {
    this.properties = properties;
    return this;
  }

  /** Replaces the environment variables. */
  OptionsLoader environment(OptionSource environment) {
    this.environment = environment;
    return this;
  }

  /** Finds and parses everything. */
  public SkeinOptions load() {
    checkFrameworkKeys();
    for (Option<?> option : Options.ALL) {
      OptionText text = find(option);
      if (text != null) {
        found.put(option, text);
        Object value = option.parser().parse(text, problems);
        if (value != null) {
          values.put(option, value);
        }
      }
    }
    if (isFurtherUp(Options.ENDPOINT, Options.TRACES_ENDPOINT)) {
      values.remove(Options.TRACES_ENDPOINT);
    }
    resolveServiceName();
    return new SkeinOptions(values, problems.toList());
  }

  private void checkFrameworkKeys() {
    List<String> known = new ArrayList<>();
    for (Option<?> option : Options.ALL) {
      known.add(option.name());
    }
    for (String name : frameworkKeys) {
      if (!known.contains(name)) {
        problems.unknown(prefix + name, name, known);
      }
    }
  }

  /** Where names are looked up, the place that wins first; the place's index is the rank. */
  private @Nullable OptionText find(Option<?> option) {
    OptionText text = read(prefix + option.name(), option.name(), framework, false, 0);
    if (text == null) {
      text = read(option.systemProperty(), option.systemProperty(), properties, false, 1);
    }
    for (String variable : option.standardVariables()) {
      String property = Option.asSystemProperty(variable);
      text = text == null ? read(property, property, properties, true, 2) : text;
    }
    if (text == null && option.equals(Options.KNOWN_METHODS)) {
      // the spelling of OpenTelemetry's own agent
      String property = "otel.instrumentation.http.known-methods";
      text = read(property, property, properties, true, 2);
    }
    if (text == null) {
      text =
          read(option.environmentVariable(), option.environmentVariable(), environment, false, 3);
    }
    for (String variable : option.standardVariables()) {
      text = text == null ? read(variable, variable, environment, true, 4) : text;
    }
    return text;
  }

  private @Nullable OptionText read(
      String label, String name, OptionSource source, boolean standard, int rank) {
    try {
      String value = source.get(name);
      return value == null || value.isBlank()
          ? null
          : new OptionText(label, value.strip(), standard, rank);
    } catch (RuntimeException e) {
      problems.unreadable(label, e);
      return null;
    }
  }

  /** Whether a setting was found in a place that wins over the place of another one. */
  private boolean isFurtherUp(Option<?> option, Option<?> other) {
    OptionText text = found.get(option);
    OptionText otherText = found.get(other);
    return text != null && otherText != null && text.rank() < otherText.rank();
  }

  private void resolveServiceName() {
    String fromResource = null;
    if (values.get(Options.RESOURCE_ATTRIBUTES) instanceof Attributes resource) {
      fromResource = resource.get(AttributeKey.stringKey("service.name"));
    }
    if (fromResource != null
        && !fromResource.isBlank()
        && (!found.containsKey(Options.SERVICE_NAME)
            || isFurtherUp(Options.RESOURCE_ATTRIBUTES, Options.SERVICE_NAME))) {
      values.put(Options.SERVICE_NAME, fromResource.strip());
    }
    if (defaultServiceName != null && !defaultServiceName.isBlank()) {
      values.putIfAbsent(Options.SERVICE_NAME, defaultServiceName.strip());
    }
  }
}
