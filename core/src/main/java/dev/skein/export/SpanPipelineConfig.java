package dev.skein.export;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SpanPipeline} is made of. Immutable; the builder is not safe for several threads.
 */
public final class SpanPipelineConfig implements Cloneable {
  // Only a builder writes to these, and keeps what it writes to for itself.
  final SpanExporter exporter;
  byte[] resource = {};
  byte[] scope = {};
  long memoryLimitBytes = 16L << 20;
  int maxSpanBytes = 64 << 10;
  int maxBatchBytes = 1 << 20;
  int maxInFlight = 2;
  Duration exportDelay = Duration.ofSeconds(1);
  Duration exportTimeout = Duration.ofSeconds(30);
  Duration shutdownTimeout = Duration.ofSeconds(5);
  @Nullable Path spoolDirectory;
  long spoolLimitBytes = 256L << 20;
  Duration spoolMaxAge = Duration.ofDays(3);
  String threadName = "skein-exporter";
  LongSupplier nanoTime = System::nanoTime;
  DoubleSupplier random = new SplittableRandom()::nextDouble;
  @Nullable LogSink logSink;
  boolean startsThread = true;

  private SpanPipelineConfig(SpanExporter exporter) {
    this.exporter = exporter;
  }

  /** Starts a configuration for an exporter, with the default of everything else. */
  public static Builder builder(SpanExporter exporter) {
    return new Builder(new SpanPipelineConfig(Objects.requireNonNull(exporter, "exporter")));
  }

  private SpanPipelineConfig copy() {
    try {
      return (SpanPipelineConfig) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** Builds a {@link SpanPipelineConfig}. Every setter refuses what makes no sense. */
  public static final class Builder {
    private final SpanPipelineConfig config;

    private Builder(SpanPipelineConfig config) {
      this.config = config;
    }

    /** The fields of one encoded OTLP {@code Resource} message; empty by default. */
    public Builder resource(byte[] encoded) {
      config.resource = Objects.requireNonNull(encoded, "encoded").clone();
      return this;
    }

    /** The fields of one encoded OTLP {@code InstrumentationScope} message; empty by default. */
    public Builder scope(byte[] encoded) {
      config.scope = Objects.requireNonNull(encoded, "encoded").clone();
      return this;
    }

    /** The budget for all spans that wait or are in flight; 16 MiB by default. */
    public Builder memoryLimitBytes(long bytes) {
      config.memoryLimitBytes = atLeast(1024, bytes, "memoryLimitBytes");
      return this;
    }

    /** The most bytes of one encoded span; 64 KiB by default. */
    public Builder maxSpanBytes(int bytes) {
      config.maxSpanBytes = (int) atLeast(256, bytes, "maxSpanBytes");
      return this;
    }

    /**
     * The bytes after which a request gets no further buffer; 1 MiB by default. A single span
     * larger than that is still sent, alone.
     */
    public Builder maxBatchBytes(int bytes) {
      config.maxBatchBytes = (int) atLeast(1024, bytes, "maxBatchBytes");
      return this;
    }

    /** The most attempts in flight at once; 2 by default. */
    public Builder maxInFlight(int attempts) {
      config.maxInFlight = (int) atLeast(1, attempts, "maxInFlight");
      return this;
    }

    /** How long an ended span waits for others before it is sent; 1 s by default. */
    public Builder exportDelay(Duration delay) {
      config.exportDelay = positive(delay, "exportDelay");
      return this;
    }

    /** How long an attempt may take before it is cancelled and tried again; 30 s by default. */
    public Builder exportTimeout(Duration timeout) {
      config.exportTimeout = positive(timeout, "exportTimeout");
      return this;
    }

    /** How long {@link SpanPipeline#close()} flushes; 5 s by default. */
    public Builder shutdownTimeout(Duration timeout) {
      config.shutdownTimeout = Objects.requireNonNull(timeout, "shutdownTimeout");
      return this;
    }

    /**
     * Keeps spans on disk from within 100 ms of their end until they are delivered, so that they
     * outlive the process; off by default. A later process with the same directory sends what is
     * left.
     *
     * @param directory made if need be, and readable by its owner only
     * @param limitBytes the most it may hold, beyond which the oldest spans are dropped
     * @param maxAge how long a span may wait there
     */
    public Builder spool(Path directory, long limitBytes, Duration maxAge) {
      config.spoolDirectory = Objects.requireNonNull(directory, "directory");
      config.spoolLimitBytes = atLeast(1 << 20, limitBytes, "limitBytes");
      config.spoolMaxAge = positive(maxAge, "maxAge");
      return this;
    }

    /** The name of the pipeline's one thread; {@code skein-exporter} by default. */
    public Builder threadName(String name) {
      config.threadName = Objects.requireNonNull(name, "threadName");
      return this;
    }

    /** For tests: the clock that delays, deadlines and back-off are measured by. */
    Builder nanoTime(LongSupplier clock) {
      config.nanoTime = clock;
      return this;
    }

    /** For tests: numbers in {@code [0, 1)} for the jitter. */
    Builder random(DoubleSupplier numbers) {
      config.random = numbers;
      return this;
    }

    /** For tests: where log lines go instead of the {@code System.Logger}. */
    Builder logSink(LogSink sink) {
      config.logSink = sink;
      return this;
    }

    /** For tests: no thread is started, {@link SpanPipeline#step()} does its work. */
    Builder withoutThread() {
      config.startsThread = false;
      return this;
    }

    /** The configuration as it is now. */
    public SpanPipelineConfig build() {
      return config.copy();
    }

    private static long atLeast(long least, long value, String name) {
      if (value < least) {
        throw new IllegalArgumentException(name + " is " + value + ", must be at least " + least);
      }
      return value;
    }

    private static Duration positive(Duration value, String name) {
      if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
        throw new IllegalArgumentException(name + " is " + value + ", must be positive");
      }
      return Durations.bounded(value, Durations.FOR_EVER);
    }
  }
}
