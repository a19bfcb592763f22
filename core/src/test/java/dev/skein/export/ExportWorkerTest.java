package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ExportWorkerTest {
  private static final long FOR_EVER = TimeUnit.DAYS.toNanos(1);
  private static final long SOME_TIME = TimeUnit.MINUTES.toNanos(5);

  private final LinkedBlockingQueue<Thread> steps = new LinkedBlockingQueue<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger stops = new AtomicInteger();
  private final AtomicReference<Runnable> work = new AtomicReference<>(() -> {});
  private final ExportWorker worker =
      new ExportWorker("worker-under-test", this::step, failures::add, stops::incrementAndGet);

  private long step() {
    steps.add(Thread.currentThread());
    work.get().run();
    return FOR_EVER;
  }

  @AfterEach
  void stop() {
    worker.stop(SOME_TIME);
  }

  @Test
  void thread_isADaemonThatInheritsNothing() throws Exception {
    Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    worker.ensureStarted();
    Thread thread = steps.take();
    assertThat(thread.getName()).isEqualTo("worker-under-test");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader()).isNull();
  }

  @Test
  void secondStart_changesNothing() throws Exception {
    worker.ensureStarted();
    Thread thread = steps.take();
    worker.ensureStarted();
    worker.wake();
    assertThat(steps.take()).isSameAs(thread);
  }

  @Test
  void wake_beforeAStepMeansAnotherStep() throws Exception {
    CountDownLatch inStep = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    work.set(
        () -> {
          inStep.countDown();
          awaitQuietly(goOn);
        });
    worker.ensureStarted();
    inStep.await();
    worker.wake();
    worker.wake();
    goOn.countDown();
    steps.take();
    assertThat(steps.take()).isNotNull();
  }

  @Test
  void whateverAStepThrows_theThreadGoesOn() throws Exception {
    List<Throwable> thrown =
        List.of(
            new IllegalStateException("x"),
            new LinkageError("x"),
            new NoClassDefFoundError("x"),
            new StackOverflowError(),
            new OutOfMemoryError("injected"),
            new ThreadDeath(),
            new AssertionError("x"),
            new Error("x") {
              private static final long serialVersionUID = 1L;

              @Override
              public String toString() {
                throw new IllegalStateException();
              }
            });
    LinkedBlockingQueue<Throwable> next = new LinkedBlockingQueue<>(thrown);
    Semaphore done = new Semaphore(0);
    work.set(
        () -> {
          Throwable failure = next.poll();
          if (failure != null) {
            ExportWorkerTest.<RuntimeException>sneak(failure);
          }
          done.release();
        });
    worker.ensureStarted();
    done.acquire();
    assertThat(failures).hasSameSizeAs(thrown);
    assertThat(steps.stream().distinct().count()).isEqualTo(1);
  }

  @Test
  void reporterOfFailuresThatThrows_isSurvivedToo() throws Exception {
    Semaphore stepped = new Semaphore(0);
    ExportWorker rough =
        new ExportWorker(
            "rough-worker",
            () -> {
              stepped.release();
              throw new IllegalStateException();
            },
            failure -> {
              throw new OutOfMemoryError("injected");
            },
            () -> {});
    rough.ensureStarted();
    stepped.acquire(5);
    assertThat(rough.stop(SOME_TIME)).isTrue();
  }

  @Test
  void interrupt_doesNotEndTheThread() throws Exception {
    worker.ensureStarted();
    Thread thread = steps.take();
    thread.interrupt();
    // The interrupt ends the rest, so that there is another step, and only that.
    assertThat(steps.take()).isSameAs(thread);
    worker.wake();
    assertThat(steps.take()).isSameAs(thread);
  }

  @Test
  void stop_endsTheThreadAndRunsTheLastWorkOnce() throws Exception {
    worker.ensureStarted();
    Thread thread = steps.take();
    assertThat(worker.stop(SOME_TIME)).isTrue();
    assertThat(thread.isAlive()).isFalse();
    assertThat(stops).hasValue(1);
    worker.ensureStarted();
    worker.wake();
    assertThat(worker.stop(SOME_TIME)).isTrue();
    assertThat(stops).hasValue(1);
    assertThat(steps).isEmpty();
  }

  @Test
  void stopWithoutStart_runsTheLastWork() {
    assertThat(worker.stop(SOME_TIME)).isTrue();
    assertThat(stops).hasValue(1);
  }

  @Test
  void stopWhileAStepHangs_interruptsIt() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    work.set(
        () -> {
          hanging.countDown();
          awaitQuietly(new CountDownLatch(1));
        });
    worker.ensureStarted();
    hanging.await();
    worker.stop(1_000_000);
    steps.take().join();
    assertThat(stops).hasValue(1);
  }

  @Test
  void stopFromAStep_doesNotWaitForItself() throws Exception {
    work.set(() -> worker.stop(SOME_TIME));
    worker.ensureStarted();
    steps.take().join();
    assertThat(stops).hasValue(1);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
