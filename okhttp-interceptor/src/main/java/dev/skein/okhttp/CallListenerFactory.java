package dev.skein.okhttp;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import okhttp3.Call;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * Gives every call a {@link CallTrace} that hears its events, beside the listener of the
 * application.
 *
 * <p>Two listeners are one by {@code EventListener.plus} since OkHttp 5.3, by {@link
 * CallListenerPair} in OkHttp 4. OkHttp 5.0 to 5.2 has events that OkHttp 4 does not know and no
 * {@code plus}: there the application's listener is left alone, and the parent is what was current
 * when the call was made.
 */
final class CallListenerFactory implements EventListener.Factory {
  /** {@code EventListener EventListener.plus(EventListener)}, of OkHttp 5.3. */
  private static final @Nullable MethodHandle PLUS =
      find("plus", MethodType.methodType(EventListener.class, EventListener.class));

  /** {@code void EventListener.retryDecision(Call, IOException, boolean)}, of OkHttp 5.0. */
  private static final boolean OKHTTP_5 =
      find(
              "retryDecision",
              MethodType.methodType(void.class, Call.class, IOException.class, boolean.class))
          != null;

  private final CallTraces traces;
  private final EventListener.Factory theirs;

  private CallListenerFactory(CallTraces traces, EventListener.Factory theirs) {
    this.traces = traces;
    this.theirs = theirs;
  }

  /** A factory beside another one, and in place of what was installed before. */
  static CallListenerFactory create(CallTraces traces, EventListener.Factory theirs) {
    return new CallListenerFactory(
        traces, theirs instanceof CallListenerFactory installed ? installed.theirs : theirs);
  }

  /** On the thread that makes the call. */
  @Override
  public EventListener create(Call call) {
    EventListener listener = theirs.create(call);
    CallTrace trace = traces.create(call);
    if (listener == EventListener.NONE) {
      return trace;
    }
    if (PLUS != null) {
      return plus(PLUS, trace, listener);
    }
    return OKHTTP_5 ? listener : new CallListenerPair(trace, listener);
  }

  private EventListener plus(MethodHandle plus, CallTrace trace, EventListener listener) {
    try {
      return (EventListener) plus.invokeExact((EventListener) trace, listener);
    } catch (Throwable e) {
      traces.report(e);
      return listener;
    }
  }

  private static @Nullable MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.publicLookup().findVirtual(EventListener.class, name, type);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }
}
