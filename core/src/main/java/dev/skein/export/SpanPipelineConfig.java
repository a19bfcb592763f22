package dev.skein.export;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SpanPipeline} is made of. Immutable; the builder is not safe for several threads.
 */
public final class SpanPipelineConfig {
  private final Builder values;

  private SpanPipelineConfig(Builder values) {
    this.values = values;
  }

  /** Starts a configuration for an exporter, with the default of everything else. */
  public static Builder builder(SpanExporter exporter) {
    return new Builder(Objects.requireNonNull(exporter, "exporter"));
  }

  SpanExporter exporter() {
    return values.exporter;
  }

  byte[] resource() {
    return values.resource;
  }

  byte[] scope() {
    return values.scope;
  }

  long memoryLimitBytes() {
    return values.memoryLimitBytes;
  }

  int maxSpanBytes() {
    return values.maxSpanBytes;
  }

  int maxBatchBytes() {
    return values.maxBatchBytes;
  }

  int maxInFlight() {
    return values.maxInFlight;
  }

  Duration exportDelay() {
    return values.exportDelay;
  }

  Duration exportTimeout() {
    return values.exportTimeout;
  }

  Duration shutdownTimeout() {
    return values.shutdownTimeout;
  }

  String threadName() {
    return values.threadName;
  }

  LongSupplier nanoTime() {
    return values.nanoTime;
  }

  DoubleSupplier random() {
    return values.random;
  }

  @Nullable LogSink logSink() {
    return values.logSink;
  }

  boolean startsThread() {
    return values.startsThread;
  }

  /** Builds a {@link SpanPipelineConfig}. Every setter refuses what makes no sense. */
  public static final class Builder {
    /** What counts as for ever; longer would not fit into nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final SpanExporter exporter;
    private byte[] resource = {};
    private byte[] scope = {};
    private long memoryLimitBytes = 16L << 20;
    private int maxSpanBytes = 64 << 10;
    private int maxBatchBytes = 1 << 20;
    private int maxInFlight = 2;
    private Duration exportDelay = Duration.ofSeconds(1);
    private Duration exportTimeout = Duration.ofSeconds(30);
    private Duration shutdownTimeout = Duration.ofSeconds(5);
    private String threadName = "skein-exporter";
    private LongSupplier nanoTime = System::nanoTime;
    private DoubleSupplier random = new SplittableRandom()::nextDouble;
    private @Nullable LogSink logSink;
    private boolean startsThread = true;

    private Builder(SpanExporter exporter) {
      this.exporter = exporter;
    }

    private Builder(Builder from) {
      exporter = from.exporter;
      resource = from.resource;
      scope = from.scope;
      memoryLimitBytes = from.memoryLimitBytes;
      maxSpanBytes = from.maxSpanBytes;
      maxBatchBytes = from.maxBatchBytes;
      maxInFlight = from.maxInFlight;
      exportDelay = from.exportDelay;
      exportTimeout = from.exportTimeout;
      shutdownTimeout = from.shutdownTimeout;
      threadName = from.threadName;
      nanoTime = from.nanoTime;
      random = from.random;
      logSink = from.logSink;
      startsThread = from.startsThread;
    }

    /** The fields of one encoded OTLP {@code Resource} message; empty by default. */
    public Builder resource(byte[] encoded) {
      resource = encoded.clone();
      return this;
    }

    /** The fields of one encoded OTLP {@code InstrumentationScope} message; empty by default. */
    public Builder scope(byte[] encoded) {
      scope = encoded.clone();
      return this;
    }

    /** The budget for all spans that wait or are in flight; 16 MiB by default. */
    public Builder memoryLimitBytes(long bytes) {
      memoryLimitBytes = atLeast(1024, bytes, "memoryLimitBytes");
      return this;
    }

    /** The most bytes of one encoded span; 64 KiB by default. */
    public Builder maxSpanBytes(int bytes) {
      maxSpanBytes = (int) atLeast(256, bytes, "maxSpanBytes");
      return this;
    }

    /**
     * The bytes after which a request gets no further buffer; 1 MiB by default. A single span
     * larger than that is still sent, alone.
     */
    public Builder maxBatchBytes(int bytes) {
      maxBatchBytes = (int) atLeast(1024, bytes, "maxBatchBytes");
      return this;
    }

    /** The most attempts in flight at once; 2 by default. */
    public Builder maxInFlight(int attempts) {
      maxInFlight = (int) atLeast(1, attempts, "maxInFlight");
      return this;
    }

    /** How long an ended span waits for others before it is sent; 1 s by default. */
    public Builder exportDelay(Duration delay) {
      exportDelay = positive(delay, "exportDelay");
      return this;
    }

    /** How long an attempt may take before it is cancelled and tried again; 30 s by default. */
    public Builder exportTimeout(Duration timeout) {
      exportTimeout = positive(timeout, "exportTimeout");
      return this;
    }

    /** How long {@link SpanPipeline#close()} flushes; 5 s by default. */
    public Builder shutdownTimeout(Duration timeout) {
      shutdownTimeout = Objects.requireNonNull(timeout, "shutdownTimeout");
      return this;
    }

    /** The name of the pipeline's one thread; {@code skein-exporter} by default. */
    public Builder threadName(String name) {
      threadName = Objects.requireNonNull(name, "threadName");
      return this;
    }

    /** For tests: the clock that delays, deadlines and back-off are measured by. */
    Builder nanoTime(LongSupplier clock) {
      nanoTime = clock;
      return this;
    }

    /** For tests: numbers in {@code [0, 1)} for the jitter. */
    Builder random(DoubleSupplier numbers) {
      random = numbers;
      return this;
    }

    /** For tests: where log lines go instead of the {@code System.Logger}. */
    Builder logSink(LogSink sink) {
      logSink = sink;
      return this;
    }

    /** For tests: no thread is started, {@link SpanPipeline#step()} does its work. */
    Builder withoutThread() {
      startsThread = false;
      return this;
    }

    /** The configuration as it is now. */
    public SpanPipelineConfig build() {
      return new SpanPipelineConfig(new Builder(this));
    }

    private static long atLeast(long least, long value, String name) {
      if (value < least) {
        throw new IllegalArgumentException(name + " is " + value + ", must be at least " + least);
      }
      return value;
    }

    private static Duration positive(Duration value, String name) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException(name + " is " + value + ", must be positive");
      }
      return value.compareTo(LONGEST) > 0 ? LONGEST : value;
    }
  }
}
