package dev.skein.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.EndingSpan;
import dev.skein.Figure;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.SkeinOptions;
import dev.skein.SkeinOptionsBuilder;
import dev.skein.SpanHook;
import dev.skein.SpanKind;
import dev.skein.export.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A flight recording that misses nothing, while the endpoint hangs, the memory is full and the
 * spool's disk takes nothing: no thread of the application waits or writes because of us.
 */
@Timeout(600)
class NeverBlockingTest {
  private static final int ENDS = Figure.count(10_000_000, 1_000_000);
  private static final int THREADS = 4;
  private static final int WARM_UP = 20_000;
  private static final String APPLICATION = "application-";
  private static final String CONTROL = "control-";

  private static final List<String> EVENTS =
      List.of(
          "jdk.ThreadPark",
          "jdk.ThreadSleep",
          "jdk.JavaMonitorEnter",
          "jdk.JavaMonitorWait",
          "jdk.FileWrite",
          "jdk.FileForce",
          "jdk.FileRead",
          "jdk.SocketWrite",
          "jdk.SocketRead");

  @TempDir private Path directory;

  private static Skein hanging(SkeinOptionsBuilder options, SpanHook hook) {
    SkeinBuilder builder =
        Skein.builder()
            .options(options.memoryLimit(1 << 20).shutdownTimeout(Duration.ZERO).build())
            .exporter(batch -> new CompletableFuture<>());
    return (hook == null ? builder : builder.hook(hook)).build();
  }

  @Test
  void applicationThreads_whileNothingCanBeDelivered_neverWait() throws Exception {
    Path noDisk = Files.writeString(directory.resolve("a-file"), "and no folder");
    List<Skein> skeins =
        List.of(
            hanging(SkeinOptions.builder(), null),
            hanging(SkeinOptions.builder().spoolDirectory(noDisk.resolve("spool")), null));
    for (Skein skein : skeins) {
      run("warm-up-", skein, THREADS, WARM_UP);
    }
    Path file = directory.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      for (String event : EVENTS) {
        recording.enable(event).withThreshold(Duration.ZERO).withStackTrace();
      }
      recording.start();
      for (Skein skein : skeins) {
        run(APPLICATION, skein, THREADS, ENDS / skeins.size() / THREADS);
      }
      Skein parking = hanging(SkeinOptions.builder(), new ParkingHook());
      run(CONTROL, parking, 1, 1);
      parking.close();
      recording.stop();
      recording.dump(file);
    }
    List<String> blocked = blocked(file, APPLICATION);
    Figure.report(
        "hostile-blocked-threads",
        "Spans ended while the endpoint hangs, the memory is full and the spool cannot be written",
        ENDS + ", waits and writes of the application's threads with our frames " + blocked.size());

    assertThat(blocked(file, CONTROL)).as("the recording sees one who waits").isNotEmpty();
    assertThat(blocked).isEmpty();
    for (Skein skein : skeins) {
      Health health = skein.health();
      assertThat(health.dropped()).as("the memory was full").containsKey("queue_full");
      assertThat(health.started())
          .isEqualTo(health.live() + health.pending() + health.exported() + health.droppedTotal());
      skein.close();
    }
  }

  /** Does what we must not do, in our name. */
  private static final class ParkingHook implements SpanHook {
    @Override
    public void onEnding(EndingSpan span) {
      LockSupport.parkNanos(1);
    }
  }

  private static void run(String name, Skein skein, int count, int ends)
      throws InterruptedException {
    CountDownLatch done = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int j = 0; j < ends; j++) {
                  skein
                      .tracer()
                      .startSpan("GET /items", SpanKind.SERVER, dev.skein.Context.root())
                      .setAttribute("http.route", "/items/{id}")
                      .setAttribute("http.response.status_code", 200)
                      .end();
                }
                done.countDown();
              },
              name + i);
      thread.start();
    }
    done.await();
  }

  private static List<String> blocked(Path file, String thread) throws IOException {
    List<String> found = new ArrayList<>();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        boolean ours = event.getThread() != null && event.getThread().getJavaName() != null;
        if (ours && event.getThread().getJavaName().startsWith(thread) && hasFrameOfOurs(event)) {
          found.add(event.getEventType().getName() + " " + event.getStackTrace());
        }
      }
    }
    return found;
  }

  private static boolean hasFrameOfOurs(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      return false;
    }
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (type.startsWith("dev.skein.") && !type.startsWith("dev.skein.hostile.")) {
        return true;
      }
    }
    return false;
  }
}
