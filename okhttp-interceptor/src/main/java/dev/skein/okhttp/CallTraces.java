package dev.skein.okhttp;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the calls that are under way. OkHttp 4 offers no place on a call to keep it.
 *
 * <p>A call that ends is forgotten at once; one that is never executed, or whose body is never
 * closed, when it is garbage. No value refers to its key.
 */
final class CallTraces {
  private static final System.Logger LOGGER = System.getLogger("dev.skein.okhttp");

  private final Skein skein;
  // OkHttp's calls are equal when they are the same.
  private final Map<Call, CallTrace> byCall = Collections.synchronizedMap(new WeakHashMap<>());
  private final AtomicBoolean warned = new AtomicBoolean();

  CallTraces(Skein skein) {
    this.skein = skein;
  }

  CallTrace create(Call call) {
    CallTrace trace = new CallTrace(this, currentContext());
    byCall.put(call, trace);
    return trace;
  }

  @Nullable CallTrace find(Call call) {
    return byCall.get(call);
  }

  void forget(Call call) {
    byCall.remove(call);
  }

  /** The parent of a call's spans: the request's own word, else what was current at its start. */
  static Context parent(CallTrace trace, Request request) {
    Context tag = request.tag(Context.class);
    return tag == null ? trace.caller() : tag;
  }

  Context currentContext() {
    try {
      return skein.currentContext();
    } catch (Throwable e) {
      report(e);
      return Context.root();
    }
  }

  Scope attach(Context context) {
    try {
      return skein.attach(context);
    } catch (Throwable e) {
      report(e);
      return Scope.noop();
    }
  }

  /** Says once that something of ours, or of a context storage, is broken. */
  void report(Throwable failure) {
    if (warned.compareAndSet(false, true)) {
      LOGGER.log(Level.WARNING, "OkHttp calls are not traced as they should be", failure);
    }
  }
}
