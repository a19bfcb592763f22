package dev.skein.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Figure;
import dev.skein.Skein;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application that is deployed again and again, while its endpoint hangs, leaves nothing. */
@Timeout(900)
class ReloadTest {
  private static final int CYCLES = Figure.count(1_000, 50);

  /** A loader is let go a collection later than what it had loaded; one may be under way. */
  private static final int COLLECTIONS = 100;

  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
  private final Set<PhantomReference<ClassLoader>> loaded = new HashSet<>();

  @Test
  void skein_loadedAndClosedAgainAndAgain_leavesNoLoaderAndNoThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      long early = 0;
      for (int i = 0; i < CYCLES; i++) {
        cycle(hanging.getLocalPort());
        if (i % 10 == 9) {
          letGo();
          early = i == 19 ? metaspace() : early;
        }
      }
      // A thread on its way to its end holds its loader.
      List<Thread> left = left(before);
      letGo();
      long grown = metaspace() - early;
      Figure.report(
          "hostile-reloads",
          "Loaded, used and closed in a class loader of its own while the endpoint hangs",
          CYCLES
              + " times, loaders left "
              + loaded.size()
              + ", threads left "
              + left.size()
              + ", metaspace grown by "
              + grown / 1024
              + " KiB");

      assertThat(loaded).as("loaders that are still there").isEmpty();
      assertThat(left).isEmpty();
      assertThat(grown).as("bytes of metaspace since the 20th cycle").isLessThan(4 << 20);
    }
  }

  private void cycle(int port) throws Exception {
    URL[] path = {
      Skein.class.getProtectionDomain().getCodeSource().getLocation(),
      ReloadTest.class.getProtectionDomain().getCodeSource().getLocation()
    };
    URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    loaded.add(new PhantomReference<>(loader, collected));
    loader
        .loadClass(ReloadedApplication.class.getName())
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[] {Integer.toString(port)});
    loader.close();
  }

  private void letGo() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS && !loaded.isEmpty(); i++) {
      System.gc();
      for (Object gone = collected.remove(100); gone != null; gone = collected.poll()) {
        loaded.remove(gone);
      }
    }
  }

  /** Threads of ours that do not come to their end. */
  private static List<Thread> left(Set<Thread> before) throws InterruptedException {
    List<Thread> left = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("skein") && !before.contains(thread)) {
        thread.join(300_000);
        if (thread.isAlive()) {
          left.add(thread);
        }
      }
    }
    return left;
  }

  private static long metaspace() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals("Metaspace")) {
        return pool.getUsage().getUsed();
      }
    }
    throw new AssertionError("no metaspace");
  }
}
