package dev.skein.vertx;

import dev.skein.propagation.Setter;
import io.vertx.core.MultiMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes headers where Vert.x can only add them. One that the application has set itself stays as
 * it is; a second line of {@code traceparent} would void both.
 */
final class AddingSetter implements Setter<BiConsumer<String, String>> {
  private final @Nullable MultiMap present;

  AddingSetter(@Nullable MultiMap present) {
    this.present = present;
  }

  @Override
  public void set(BiConsumer<String, String> headers, String name, String value) {
    if (present == null || !isPresent(name)) {
      headers.accept(name, value);
    }
  }

  @Override
  public void remove(BiConsumer<String, String> headers, String name) {
    if (present != null) {
      present.remove(name);
    }
  }

  private boolean isPresent(String name) {
    MultiMap map = present;
    return map != null
        && (map.contains(name) || (name.equals("tracestate") && map.contains("traceparent")));
  }
}
