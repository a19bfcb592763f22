package dev.skein.benchmarks.http;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time of one JVM, thread by thread, as the kernel counts it.
 *
 * <p>The JIT compilers' threads are counted apart: what they do belongs to the warm-up, not to the
 * requests.
 */
final class ProcessCpu {
  private final Map<String, Long> application = new HashMap<>();
  private final Map<String, Long> compilers = new HashMap<>();

  private ProcessCpu() {}

  /** The time that each thread of a process has had so far. */
  static ProcessCpu of(long pid) throws IOException {
    ProcessCpu cpu = new ProcessCpu();
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks) {
        cpu.read(task);
      }
    }
    return cpu;
  }

  private void read(Path task) throws IOException {
    try {
      String name = Files.readString(task.resolve("comm")).strip();
      String times = Files.readString(task.resolve("schedstat"));
      long nanos = Long.parseLong(times.substring(0, times.indexOf(' ')));
      (isCompiler(name) ? compilers : application).put(task.getFileName().toString(), nanos);
    } catch (NoSuchFileException e) {
      // a thread that ended meanwhile
    }
  }

  /** The kernel keeps 15 chars of "C2 CompilerThread0". */
  private static boolean isCompiler(String thread) {
    return thread.startsWith("C1 Comp") || thread.startsWith("C2 Comp");
  }

  /** Nanoseconds since an earlier reading, all threads but the compilers'. */
  long since(ProcessCpu earlier) {
    return difference(application, earlier.application);
  }

  /** Nanoseconds since an earlier reading, the compilers' threads only. */
  long compilingSince(ProcessCpu earlier) {
    return difference(compilers, earlier.compilers);
  }

  private static long difference(Map<String, Long> now, Map<String, Long> before) {
    long sum = 0;
    for (Map.Entry<String, Long> thread : now.entrySet()) {
      sum += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }
}
