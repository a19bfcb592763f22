package dev.skein.testkit.micronaut;

import dev.skein.Skein;
import dev.skein.testkit.TraceCheck;
import dev.skein.testkit.TraceRecorder;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Requires;
import io.micronaut.test.context.TestContext;
import io.micronaut.test.context.TestExecutionListener;

/** Resets the recorder before each test, and checks what it has after it. */
@Prototype
@Requires(beans = {TraceRecorder.class, Skein.class})
final class RecorderListener implements TestExecutionListener {
  private final TraceRecorder recorder;

  RecorderListener(TraceRecorder recorder, Skein skein) {
    this.recorder = recorder;
    recorder.flushes(skein);
  }

  @Override
  public void beforeTestMethod(TestContext context) {
    recorder.reset();
  }

  @Override
  public void afterTestMethod(TestContext context) {
    // a test that has failed says what matters, and leaves spans open more often than not
    if (context.getTestException() == null) {
      recorder.verify(TraceCheck.of(context.getTestMethod(), context.getTestClass()));
    }
  }
}
