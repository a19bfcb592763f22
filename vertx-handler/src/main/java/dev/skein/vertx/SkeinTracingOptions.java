package dev.skein.vertx;

import dev.skein.OptionKey;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Installs Skein in a {@code Vertx}: {@code new VertxOptions().setTracingOptions(new
 * SkeinTracingOptions().setServiceName("payment"))}.
 *
 * <p>Takes the settings of {@link SkeinOptions#keys()}, spelled {@code service-name} or {@code
 * serviceName}, {@code inbound.trust} or as an object {@code trust} in an object {@code inbound},
 * as JSON or one by one. A setting that is not here comes from system properties and environment
 * variables; one that does not exist, or does not parse, is a warning at the start. Or takes a
 * {@link Skein} made by the application. Not thread-safe.
 */
public final class SkeinTracingOptions extends TracingOptions {
  private final JsonObject settings;
  private @Nullable Skein skein;

  /** Options that leave everything to system properties and environment variables. */
  public SkeinTracingOptions() {
    this.settings = new JsonObject();
  }

  /** A copy. */
  public SkeinTracingOptions(SkeinTracingOptions other) {
    super(other);
    this.settings = other.settings.copy();
    this.skein = other.skein;
  }

  /** Options from JSON, for example the part {@code "tracing"} of a verticle's configuration. */
  public SkeinTracingOptions(JsonObject json) {
    super(json);
    this.settings = json.copy();
  }

  /**
   * Options for tracing with a {@link Skein} of the application.
   *
   * @param skein made with {@link SkeinVertx#builder()}; the application closes it
   */
  public SkeinTracingOptions(Skein skein) {
    this();
    this.skein = Objects.requireNonNull(skein, "skein");
  }

  /** The {@link Skein} of the application; null when one is to be made from the settings. */
  public @Nullable Skein skein() {
    return skein;
  }

  /** Sets the service's name; the default is {@code unknown_service:java}. */
  public SkeinTracingOptions setServiceName(String name) {
    return set("service-name", name);
  }

  /** Sets the base URL that spans are sent to; the default is {@code http://localhost:4318}. */
  public SkeinTracingOptions setEndpoint(String url) {
    return set("endpoint", url);
  }

  /** Sets any setting: text, a number, a boolean, or JSON for those that have several values. */
  public SkeinTracingOptions set(String key, @Nullable Object value) {
    settings.put(Objects.requireNonNull(key, "key"), value);
    return this;
  }

  @Override
  public SkeinTracingOptions copy() {
    return new SkeinTracingOptions(this);
  }

  /** The settings; a {@link Skein} of the application has no JSON. */
  @Override
  public JsonObject toJson() {
    return settings.copy();
  }

  /** The names of the settings only: a value may be a secret. */
  @Override
  public String toString() {
    return "SkeinTracingOptions" + settings.fieldNames();
  }

  /** The settings, completed by system properties and environment variables. */
  public SkeinOptions toSkeinOptions() {
    List<String> names = SkeinOptions.keys().stream().map(OptionKey::name).toList();
    Map<String, String> values = new LinkedHashMap<>();
    List<String> written = new ArrayList<>();
    collect("", settings, names, values, written);
    return SkeinOptions.loader().framework("", values::get).frameworkKeys(written).load();
  }

  /** Collects the settings below a prefix; an object under a name that is none is a group. */
  private static void collect(
      String prefix,
      JsonObject group,
      List<String> names,
      Map<String, String> values,
      List<String> written) {
    for (Map.Entry<String, Object> setting : group) {
      String name = prefix + kebab(setting.getKey());
      boolean known = names.contains(name);
      JsonObject inner = known ? null : object(setting.getValue());
      if (inner != null && names.stream().anyMatch(key -> key.startsWith(name + "."))) {
        collect(name + ".", inner, names, values, written);
        continue;
      }
      written.add(known ? name : prefix + setting.getKey());
      String text = text(setting.getValue());
      if (known && text != null) {
        values.put(name, text);
      }
    }
  }

  /** A value as an object; null when it is none. JSON may come as a map, too. */
  @SuppressWarnings("unchecked") // the keys of a map in JSON are text
  private static @Nullable JsonObject object(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? new JsonObject((Map<String, Object>) map)
        : value instanceof JsonObject object ? object : null;
  }

  private static String kebab(String key) {
    StringBuilder name = new StringBuilder(key.length() + 4);
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        name.append('-');
      }
      name.append(c);
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  /** A value as it would be written in a properties file; null for none. */
  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof JsonArray array) {
      return array.stream().map(String::valueOf).collect(Collectors.joining(","));
    } else if (value instanceof JsonObject object) {
      return object.stream()
          .map(entry -> encoded(entry.getKey()) + '=' + encoded(entry.getValue()))
          .collect(Collectors.joining(","));
    }
    return value == null ? null : value.toString();
  }

  private static String encoded(Object text) {
    return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8).replace("+", "%20");
  }
}
