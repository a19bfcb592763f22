package dev.skein;

import dev.skein.internal.Printable;
import dev.skein.internal.Strings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
  private static final int MAX_NAME = 100;
  private static final String AGENT_PREFIX = "otel.instrumentation.http.";

  private OptionSource framework = key -> null;
  private OptionSource properties = System::getProperty;
  private OptionSource environment = System::getenv;
  private String prefix = "";
  private final Set<String> frameworkKeys = new LinkedHashSet<>();
  private @Nullable String defaultServiceName;

  private final List<String> problems = new ArrayList<>();
  private final Map<OptionKey, OptionText> found = new HashMap<>();
  private final Map<OptionKey, Object> values = new HashMap<>();

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
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(values, "values");
    this.prefix = prefix.isEmpty() || prefix.endsWith(".") ? prefix : prefix + ".";
    this.framework = Objects.requireNonNull(values, "values");
    return this;
  }

  /**
   * Gives the names that the user did set in the framework's configuration, without the prefix: one
   * that is no setting becomes a problem. An adapter leaves out the names of its own settings.
   */
  public OptionsLoader frameworkKeys(Collection<String> names) {
    Objects.requireNonNull(names, "names");
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
    for (String name : frameworkKeys) {
      checkKnown(name);
    }
    for (OptionKey key : Options.ALL) {
      OptionText text = find(key);
      if (text != null) {
        found.put(key, text);
        Object value = key.parse(text);
        if (value != null) {
          values.put(key, value);
        }
      }
    }
    giveWay(Options.TRACES_ENDPOINT, Options.ENDPOINT);
    giveWay(Options.TLS_TRUST_STORE, Options.TLS_CERTIFICATE);
    giveWay(Options.TLS_KEY_STORE, Options.TLS_CLIENT_CERTIFICATE);
    resolveServiceName();
    return new SkeinOptions(values, problems);
  }

  /** Looks a setting up everywhere, in the place that wins first. */
  private @Nullable OptionText find(OptionKey key) {
    List<String> standard = key.standardVariables();
    List<String> standardProperties = new ArrayList<>();
    for (String variable : standard) {
      String property = variable.toLowerCase(Locale.ROOT).replace('_', '.');
      standardProperties.add(property);
      if (property.startsWith(AGENT_PREFIX)) {
        // the spelling of OpenTelemetry's own agent: known-methods, server.capture-request-headers
        standardProperties.add(
            property
                .replace("known.", "known-")
                .replace("capture.", "capture-")
                .replace(".headers", "-headers"));
      }
    }
    OptionText text = read(0, framework, false, List.of(key.name()), key);
    text = text != null ? text : read(1, properties, false, List.of(key.systemProperty()), key);
    text = text != null ? text : read(2, properties, true, standardProperties, key);
    text =
        text != null ? text : read(3, environment, false, List.of(key.environmentVariable()), key);
    return text != null ? text : read(4, environment, true, standard, key);
  }

  /** The first text that a place has under one of some names. */
  private @Nullable OptionText read(
      int rank, OptionSource source, boolean standard, List<String> names, OptionKey key) {
    for (String name : names) {
      String label = rank == 0 ? prefix + name : name;
      try {
        String value = source.get(name);
        if (value != null && !value.isBlank()) {
          return new OptionText(label, value.strip(), standard, rank, key.defaultText(), problems);
        }
      } catch (RuntimeException e) {
        problems.add(label + " could not be read (" + e.getClass().getName() + "); ignored");
      }
    }
    return null;
  }

  /** Forgets a setting that wins over another one, when that was found in a place that wins. */
  private void giveWay(OptionKey key, OptionKey other) {
    if (isFurtherUp(other, key)) {
      values.remove(key);
    }
  }

  /** Whether a setting was found in a place that wins over the place of another one. */
  private boolean isFurtherUp(OptionKey key, OptionKey other) {
    OptionText text = found.get(key);
    OptionText otherText = found.get(other);
    return text != null && otherText != null && text.rank < otherText.rank;
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

  /** Says that a framework's key is no setting, and the name that a typing error away is one. */
  private void checkKnown(String name) {
    String start = Strings.truncate(name, MAX_NAME);
    String nearest = "";
    int best = Math.max(2, start.length() / 3) + 1;
    for (OptionKey key : Options.ALL) {
      if (key.name().equals(name)) {
        return;
      }
      int distance = distance(start, key.name());
      if (distance < best) {
        best = distance;
        nearest = ". Did you mean " + prefix + key.name() + "?";
      }
    }
    problems.add(prefix + Printable.clean(start) + " is not a setting of Skein; ignored" + nearest);
  }

  /** How many chars have to be inserted, deleted or replaced (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
