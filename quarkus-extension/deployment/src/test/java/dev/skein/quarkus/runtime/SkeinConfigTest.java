package dev.skein.quarkus.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.OptionKey;
import dev.skein.SkeinOptions;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SkeinConfigTest {
  /** What only Quarkus has. */
  private static final Set<String> OWN =
      Set.of(
          "health.enabled",
          "health.require-endpoint",
          "trace-framework-endpoints",
          "trace-static-resources");

  @Test
  void mapping_hasExactlyTheKeysOfTheCore() {
    Set<String> keys = new TreeSet<>();
    keys.addAll(settings(SkeinBuildConfig.class, "").keySet());
    keys.addAll(settings(SkeinRuntimeConfig.class, "").keySet());

    assertThat(keys).containsAll(OWN);
    keys.removeAll(OWN);
    assertThat(keys)
        .containsExactlyInAnyOrderElementsOf(
            SkeinOptions.keys().stream().map(OptionKey::name).toList());
  }

  /** A default, or a type of its own, would win over the environment or fail the start. */
  @Test
  void keysOfTheCore_areOptionalText() {
    settings(SkeinRuntimeConfig.class, "")
        .forEach(
            (key, method) -> {
              if (!OWN.contains(key)) {
                assertThat(method.getGenericReturnType().getTypeName())
                    .as(key)
                    .isIn(
                        Optional.class.getName() + "<java.lang.String>",
                        Optional.class.getName()
                            + "<"
                            + List.class.getName()
                            + "<java.lang.String>>");
                assertThat(method.isAnnotationPresent(WithDefault.class)).as(key).isFalse();
              }
            });
  }

  /** The methods that stand for a setting, of the interface and its groups, by its name. */
  private static Map<String, Method> settings(Class<?> type, String prefix) {
    Map<String, Method> settings = new TreeMap<>();
    for (Method method : type.getDeclaredMethods()) {
      String key = prefix + key(method);
      if (method.getReturnType().isAnnotationPresent(ConfigGroup.class)) {
        settings.putAll(settings(method.getReturnType(), key + "."));
      } else {
        settings.put(key, method);
      }
    }
    return settings;
  }

  private static String key(Method method) {
    WithName name = method.getAnnotation(WithName.class);
    return name != null
        ? name.value()
        : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}
