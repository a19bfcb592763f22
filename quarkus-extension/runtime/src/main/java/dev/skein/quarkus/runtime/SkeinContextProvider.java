package dev.skein.quarkus.runtime;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import java.util.Map;
import org.eclipse.microprofile.context.spi.ThreadContextController;
import org.eclipse.microprofile.context.spi.ThreadContextProvider;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

/**
 * Carries the current context to where MicroProfile Context Propagation carries things: managed
 * executors, the stages of a {@code Uni}, {@code Multi} or managed {@code CompletableFuture}.
 *
 * <p>What it replaces is put back, whatever it was, so that nothing stays on a pooled thread.
 */
public final class SkeinContextProvider implements ThreadContextProvider {
  private static final ThreadContextController NOTHING_TO_RESTORE = () -> {};
  private static final ThreadContextSnapshot NOTHING_TO_CARRY = () -> NOTHING_TO_RESTORE;

  @Override
  public ThreadContextSnapshot currentContext(Map<String, String> properties) {
    Skein skein = ActiveSkein.get();
    return skein == null ? NOTHING_TO_CARRY : snapshot(skein, skein.currentContext());
  }

  @Override
  public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
    Skein skein = ActiveSkein.get();
    return skein == null ? NOTHING_TO_CARRY : snapshot(skein, Context.root());
  }

  @Override
  public String getThreadContextType() {
    return "Skein";
  }

  private static ThreadContextSnapshot snapshot(Skein skein, Context context) {
    return () -> {
      if (skein.currentContext() == context) {
        // most often: the same request, on a thread that Quarkus has already prepared
        return NOTHING_TO_RESTORE;
      }
      Scope scope = skein.attach(context);
      return scope::close;
    };
  }
}
