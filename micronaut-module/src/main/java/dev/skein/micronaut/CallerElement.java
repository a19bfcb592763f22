package dev.skein.micronaut;

import dev.skein.Context;
import org.jspecify.annotations.Nullable;

/** The context in which a call was made, when the application had opened that one itself. */
final class CallerElement extends ContextElement {
  private final Context context;
  private final @Nullable ContextElement request;

  /**
   * An element.
   *
   * @param around the one that was in force
   */
  CallerElement(Context context, @Nullable ContextElement around) {
    this.context = context;
    this.request = around == null ? null : around.request();
  }

  @Override
  Context context() {
    return context;
  }

  @Override
  @Nullable ContextElement request() {
    return request;
  }
}
