package dev.skein.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

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
  private final Map<String, String> names;
  private final long process;

  private ProcessCpu(Map<String, Long> nanosByTask, Map<String, String> names, long process) {
    this.nanosByTask = nanosByTask;
    this.names = names;
    this.process = process;
  }

  /** This process' time until now. */
  public static ProcessCpu now() {
    Map<String, Long> nanos = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    if (EXACT) {
      readTasks("self", nanos, names);
    }
    var system =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    return new ProcessCpu(nanos, names, system);
  }

  /**
   * The time of another JVM until now; only where it is {@link #EXACT}.
   *
   * @throws IllegalStateException when there is no such process
   */
  public static ProcessCpu of(long pid) {
    Map<String, Long> nanos = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    readTasks(Long.toString(pid), nanos, names);
    return new ProcessCpu(nanos, names, 0);
  }

  private static void readTasks(
      String process, Map<String, Long> nanos, Map<String, String> names) {
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", process, "task"))) {
      for (Path task : tasks) {
        try {
          String id = task.getFileName().toString();
          String stat = Files.readString(task.resolve("schedstat"));
          nanos.put(id, Long.parseLong(stat.substring(0, stat.indexOf(' '))));
          names.put(id, Files.readString(task.resolve("comm")).strip());
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

  /** What the threads of each name took: Linux keeps 15 chars of a name. */
  public Map<String, Long> byNameSince(ProcessCpu earlier) {
    Map<String, Long> byName = new TreeMap<>();
    nanosByTask.forEach(
        (task, nanos) ->
            byName.merge(
                names.getOrDefault(task, ""),
                nanos - earlier.nanosByTask.getOrDefault(task, 0L),
                Long::sum));
    return byName;
  }

  private long since(ProcessCpu earlier, Kind kind) {
    long total = 0;
    for (Map.Entry<String, Long> task : nanosByTask.entrySet()) {
      if (kind(names.getOrDefault(task.getKey(), "")) == kind) {
        total += task.getValue() - earlier.nanosByTask.getOrDefault(task.getKey(), 0L);
      }
    }
    return total;
  }
}
