package dev.skein.benchmarks.jmh;

import dev.skein.benchmarks.pipeline.ProcessCpu;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time by operation: of the threads that run the benchmark, and of the process without the JIT
 * compilers, so with the subject's own threads and the garbage collector. Unlike time it does not
 * depend much on what else the machine does. What the compilers took beside it tells whether the
 * warm-up was long enough.
 */
public final class CpuProfiler implements InternalProfiler {
  static final String WORKERS = "cpu.workers";
  static final String PROCESS = "cpu.process";
  static final String COMPILING = "cpu.compiling";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long workers;
  private ProcessCpu process = ProcessCpu.now();

  @Override
  public String getDescription() {
    return "CPU time by operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    process = ProcessCpu.now();
    workers = workers();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double operations = result.getMetadata().getAllOps();
    double workerNanos = workers() - workers;
    ProcessCpu now = ProcessCpu.now();
    double processNanos = now.since(process);
    double compiling = 100.0 * now.compilingSince(process) / Math.max(1, processNanos);
    return List.of(
        new ScalarResult(WORKERS, workerNanos / operations, "ns/op", AggregationPolicy.AVG),
        new ScalarResult(PROCESS, processNanos / operations, "ns/op", AggregationPolicy.AVG),
        new ScalarResult(COMPILING, compiling, "%", AggregationPolicy.AVG));
  }

  private static long workers() {
    long nanos = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().contains("jmh-worker")) {
        nanos += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return nanos;
  }
}
