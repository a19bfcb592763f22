package dev.skein.testkit.vertx;

import dev.skein.Skein;
import dev.skein.testkit.SkeinExtension;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Puts a traced {@code Vertx} where {@link VertxExtension} looks for one before it makes its own.
 * Each test has its own; the class has one for all its tests when a {@code @BeforeAll} method or a
 * constructor takes it. Used by {@link SkeinVertxTest}.
 */
public final class SkeinVertxExtension implements BeforeAllCallback, BeforeEachCallback {
  /** Called by JUnit. */
  public SkeinVertxExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    SkeinExtension.useStorage(context, VertxAdapter::contextStorage);
    if (isWantedByTheClass(context.getRequiredTestClass())) {
      offer(context);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    offer(context);
  }

  private static void offer(ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(ExtensionContext.Namespace.GLOBAL);
    if (store.get(VertxExtension.VERTX_INSTANCE_KEY) == null) {
      Skein skein = SkeinExtension.skein(context);
      store.put(VertxExtension.VERTX_INSTANCE_KEY, TracedVertx.create(skein));
    }
  }

  private static boolean isWantedByTheClass(Class<?> tests) {
    List<Executable> early = new ArrayList<>(List.of(tests.getDeclaredConstructors()));
    for (Class<?> type = tests; type != null; type = type.getSuperclass()) {
      Arrays.stream(type.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(BeforeAll.class))
          .forEach(early::add);
    }
    return early.stream()
        .anyMatch(method -> List.of(method.getParameterTypes()).contains(Vertx.class));
  }
}
