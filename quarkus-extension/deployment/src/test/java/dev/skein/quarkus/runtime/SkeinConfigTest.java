package dev.skein.quarkus.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.OptionKey;
import dev.skein.SkeinOptions;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    Set<String> keys =
        Stream.of(SkeinBuildConfig.class, SkeinRuntimeConfig.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .map(SkeinConfigTest::key)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(keys).containsAll(OWN);
    keys.removeAll(OWN);
    assertThat(keys)
        .containsExactlyInAnyOrderElementsOf(
            SkeinOptions.keys().stream().map(OptionKey::name).toList());
  }

  /** A default, or a type of its own, would win over the environment or fail the start. */
  @Test
  void keysOfTheCore_areOptionalText() {
    for (Method method : SkeinRuntimeConfig.class.getDeclaredMethods()) {
      if (!OWN.contains(key(method))) {
        assertThat(method.getGenericReturnType().getTypeName())
            .as(method.getName())
            .isIn(
                Optional.class.getName() + "<java.lang.String>",
                Optional.class.getName() + "<" + List.class.getName() + "<java.lang.String>>");
        assertThat(method.isAnnotationPresent(WithDefault.class)).as(method.getName()).isFalse();
      }
    }
  }

  private static String key(Method method) {
    WithName name = method.getAnnotation(WithName.class);
    return name != null
        ? name.value()
        : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}
