package dev.skein.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time of a process so far, by kind of thread. Immutable.
 *
 * <p>On Linux it is read from {@code /proc/<pid>/task}, in nanoseconds and thread by thread, so
 * that the time of the JIT compilers can be left out. Elsewhere there is one figure for everything,
 * in the resolution of the system, with the compilers in it: {@link #EXACT} is false then.
 */
public final class ProcessCpu {
  /** Whether the compilers' time is known, and left out. */
  public static final boolean EXACT = Files.isReadable(Path.of("/proc/self/schedstat"));

  private enum Kind {
    COMPILER,
    GC,
    OTHER
  }

  private final Map<String, Long> nanosByTask;
  private final Map<String, Kind> kinds;
  private final long process;

  private ProcessCpu(Map<String, Long> nanosByTask, Map<String, Kind> kinds, long process) {
    this.nanosByTask = nanosByTask;
    this.kinds = kinds;
    this.process = process;
  }

  /** This process' time until now. */
  public static ProcessCpu now() {
    Map<String, Long> nanos = new HashMap<>();
    Map<String, Kind> kinds = new HashMap<>();
    if (EXACT) {
      readTasks("self", nanos, kinds);
    }
    var system =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    return new ProcessCpu(nanos, kinds, system);
  }

  /**
   * The time of another JVM until now; only where it is {@link #EXACT}.
   *
   * @throws IllegalStateException when there is no such process
   */
  public static ProcessCpu of(long pid) {
    Map<String, Long> nanos = new HashMap<>();
    Map<String, Kind> kinds = new HashMap<>();
    readTasks(Long.toString(pid), nanos, kinds);
    return new ProcessCpu(nanos, kinds, 0);
  }

  private static void readTasks(String process, Map<String, Long> nanos, Map<String, Kind> kinds) {
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", process, "task"))) {
      for (Path task : tasks) {
        try {
          String id = task.getFileName().toString();
          String stat = Files.readString(task.resolve("schedstat"));
          nanos.put(id, Long.parseLong(stat.substring(0, stat.indexOf(' '))));
          kinds.put(id, kind(Files.readString(task.resolve("comm"))));
        } catch (IOException ended) {
          // meanwhile; what it took since the last reading is lost
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By the names that the JVM gives its threads, which Linux cuts at 15 chars. */
  private static Kind kind(String name) {
    if (name.startsWith("C1 Comp") || name.startsWith("C2 Comp")) {
      return Kind.COMPILER;
    }
    return name.startsWith("G1 ") || name.startsWith("GC Thread") || name.startsWith("VM Thread")
        ? Kind.GC
        : Kind.OTHER;
  }

  /** Everything since an earlier reading, without the compilers, in nanoseconds. */
  public long since(ProcessCpu earlier) {
    return EXACT ? since(earlier, Kind.GC) + since(earlier, Kind.OTHER) : process - earlier.process;
  }

  /** What collecting garbage took; zero when it is not known. */
  public long gcSince(ProcessCpu earlier) {
    return since(earlier, Kind.GC);
  }

  /** What compiling took; zero when it is not known. */
  public long compilingSince(ProcessCpu earlier) {
    return since(earlier, Kind.COMPILER);
  }

  private long since(ProcessCpu earlier, Kind kind) {
    long total = 0;
    for (Map.Entry<String, Long> task : nanosByTask.entrySet()) {
      if (kinds.get(task.getKey()) == kind) {
        total += task.getValue() - earlier.nanosByTask.getOrDefault(task.getKey(), 0L);
      }
    }
    return total;
  }
}
