package dev.skein.testkit;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The recorder of a test, or of a class whose tests share it, and what is made when somebody asks
 * for it. Thread-safe.
 */
final class TestTracing {
  private final String owner;
  private final TraceRecorder recorder;
  private final String serviceName;
  private final UnaryOperator<SkeinBuilder> customizer;

  /** Held by the test that uses it. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private @Nullable Skein skein;
  private @Nullable OtlpReceiver receiver;

  /**
   * Tracing that nothing was recorded with yet.
   *
   * @param owner the unique id of the test or class that it belongs to
   */
  TestTracing(
      String owner,
      TraceRecorder recorder,
      String serviceName,
      UnaryOperator<SkeinBuilder> customizer) {
    this.owner = owner;
    this.recorder = recorder;
    this.serviceName = serviceName;
    this.customizer = customizer;
  }

  TraceRecorder recorder() {
    return recorder;
  }

  synchronized Skein skein() {
    if (skein == null) {
      skein = recorder.skein(serviceName, customizer);
    }
    return skein;
  }

  synchronized OtlpReceiver receiver() {
    if (receiver == null) {
      receiver = OtlpReceiver.start();
    }
    return receiver;
  }

  /** Waits for its turn and forgets what was before, when it is shared. */
  void begin(String test) {
    if (!test.equals(owner)) {
      turn.lock();
      recorder.reset();
      resetReceiver();
    }
  }

  private synchronized void resetReceiver() {
    if (receiver != null) {
      receiver.reset();
    }
  }

  /** Closes everything when its owner ends; gives the turn to the next one when a test does. */
  void end(String testOrClass) {
    if (testOrClass.equals(owner)) {
      close();
    } else if (turn.isHeldByCurrentThread()) {
      turn.unlock();
    }
  }

  private synchronized void close() {
    if (skein != null) {
      skein.close();
    }
    if (receiver != null) {
      receiver.close();
    }
  }
}
