package dev.skein.micronaut;

import dev.skein.ContextStorage;
import dev.skein.Resource;
import dev.skein.Sampler;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.SkeinOptions;
import dev.skein.SpanHook;
import dev.skein.Tracer;
import dev.skein.export.SpanExporter;
import dev.skein.propagation.Propagator;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the {@link Skein} of the application, from its configuration and its beans. */
@Factory
final class SkeinFactory {
  private static final String PREFIX = SkeinConfiguration.PREFIX + ".";

  /** Settings below this are no options: they are Micronaut's side of it. */
  static final String HEALTH = "health.";

  /** Settings that can also be written as a map. */
  private static final List<String> MAPS = List.of("resource-attributes", "headers");

  @SuppressWarnings("unchecked") // the second argument says it
  private static final Argument<UnaryOperator<ContextStorage>> AROUND_STORAGE =
      (Argument<UnaryOperator<ContextStorage>>)
          (Argument<?>) Argument.of(UnaryOperator.class, ContextStorage.class);

  @Singleton
  SkeinOptions options(List<SettingTexts> groups, Environment environment) {
    return SkeinOptions.loader()
        .framework(PREFIX, name -> text(groups, environment, name))
        .frameworkKeys(namesIn(environment))
        .defaultServiceName(
            environment.getProperty("micronaut.application.name", String.class).orElse(null))
        .load();
  }

  @Context
  Skein skein(
      SkeinOptions options,
      PropagatedContextStorage storage,
      List<SpanHook> hooks,
      BeanContext beans) {
    SkeinBuilder builder =
        Skein.builder().options(options).contextStorage(withBeansAround(storage, beans));
    hooks.forEach(builder::hook);
    beans.findBean(SpanExporter.class).ifPresent(builder::exporter);
    beans.findBean(Sampler.class).ifPresent(builder::sampler);
    beans.findBean(Propagator.class).ifPresent(builder::propagator);
    beans.findBean(Resource.class).ifPresent(builder::resource);
    Skein skein = builder.build();
    storage.belongsTo(skein);
    return skein;
  }

  /** The storage with whatever a bean puts around it: a test kit looks on. */
  private static ContextStorage withBeansAround(ContextStorage storage, BeanContext beans) {
    ContextStorage result = storage;
    for (UnaryOperator<ContextStorage> around : beans.getBeansOfType(AROUND_STORAGE)) {
      result = around.apply(result);
    }
    return result;
  }

  @Singleton
  Tracer tracer(Skein skein) {
    return skein.tracer();
  }

  private static @Nullable String text(
      List<SettingTexts> groups, Environment environment, String name) {
    for (SettingTexts group : groups) {
      String text = group.text(name);
      if (text != null) {
        return text;
      }
    }
    if (!MAPS.contains(name)) {
      return null;
    }
    StringJoiner pairs = new StringJoiner(",");
    for (Map.Entry<String, Object> entry : environment.getProperties(PREFIX + name).entrySet()) {
      pairs.add(encode(entry.getKey()) + "=" + encode(String.valueOf(entry.getValue())));
    }
    return pairs.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * The names under our prefix that the user has written down. Environment variables are left out:
   * Micronaut offers each in every possible spelling.
   */
  private static Set<String> namesIn(Environment environment) {
    Set<String> names = new LinkedHashSet<>();
    for (PropertySource source : environment.getPropertySources()) {
      if (source.getConvention() != PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE) {
        for (String property : source) {
          if (property.startsWith(PREFIX) && !property.startsWith(HEALTH, PREFIX.length())) {
            names.add(settingName(property));
          }
        }
      }
    }
    return names;
  }

  /** A setting's name in its one spelling, without an index or a map's key. */
  private static String settingName(String property) {
    String name = property.substring(PREFIX.length());
    int index = name.indexOf('[');
    String plain = NameUtils.hyphenate(index < 0 ? name : name.substring(0, index), true);
    for (String map : MAPS) {
      if (plain.startsWith(map + ".")) {
        return map;
      }
    }
    return plain;
  }
}
