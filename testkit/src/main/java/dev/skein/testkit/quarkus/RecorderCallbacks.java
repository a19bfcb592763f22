package dev.skein.testkit.quarkus;

import dev.skein.Skein;
import dev.skein.testkit.TraceCheck;
import dev.skein.testkit.TraceRecorder;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import org.jspecify.annotations.Nullable;

/** Resets the recorder before each test, and checks what it has after it. */
public final class RecorderCallbacks
    implements QuarkusTestBeforeEachCallback, QuarkusTestAfterEachCallback {
  /** Called by Quarkus. */
  public RecorderCallbacks() {}

  @Override
  public void beforeEach(QuarkusTestMethodContext context) {
    TraceRecorder recorder = bean(TraceRecorder.class);
    Skein skein = bean(Skein.class);
    if (recorder != null && skein != null) {
      recorder.flushes(skein);
      recorder.reset();
    }
  }

  @Override
  public void afterEach(QuarkusTestMethodContext context) {
    TraceRecorder recorder = bean(TraceRecorder.class);
    // a test that has failed says what matters, and leaves spans open more often than not
    if (recorder != null && context.getTestStatus().getTestErrorCause() == null) {
      Class<?> tests = context.getTestInstance().getClass();
      recorder.verify(TraceCheck.of(context.getTestMethod(), tests));
    }
  }

  /** Null where the application runs in another process, and where the bean is switched off. */
  private static <T> @Nullable T bean(Class<T> type) {
    CDI<Object> cdi;
    try {
      cdi = CDI.current();
    } catch (IllegalStateException noContainer) {
      return null;
    }
    Instance<T> bean = cdi.select(type);
    return bean.isResolvable() ? bean.get() : null;
  }
}
