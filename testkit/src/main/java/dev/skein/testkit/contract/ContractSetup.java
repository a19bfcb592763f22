package dev.skein.testkit.contract;

import dev.skein.Sampler;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.SkeinOptions;
import dev.skein.SkeinOptionsBuilder;
import dev.skein.export.SpanData;
import dev.skein.testkit.OtlpReceiver;
import dev.skein.testkit.Trace;
import dev.skein.testkit.TraceRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a subject is started with. Made by the contract, one for each start; not thread-safe.
 *
 * <p>A subject in this JVM takes its {@link Skein} from here; one in a process of its own is
 * started with {@link #environment()}.
 */
public final class ContractSetup implements AutoCloseable {
  private static final Duration EXPORT_DELAY = Duration.ofMillis(10);

  private final Fault fault;
  private final TraceRecorder recorder = TraceRecorder.create();
  private @Nullable OtlpReceiver receiver;
  private @Nullable Skein skein;

  private ContractSetup(Fault fault) {
    this.fault = fault;
  }

  static ContractSetup open(Fault fault) {
    return new ContractSetup(fault);
  }

  /** What the subject's Skein has built in. */
  public Fault fault() {
    return fault;
  }

  /**
   * The Skein of a subject in this JVM, the same each time; the contract closes it, after the
   * subject.
   */
  public Skein skein() {
    return skein == null ? skein(builder -> builder) : skein;
  }

  /**
   * The Skein of a subject in this JVM, with something of the adapter's own, for example where the
   * current context lives; the contract closes it, after the subject.
   *
   * @throws IllegalStateException when there is one already
   */
  public Skein skein(UnaryOperator<SkeinBuilder> customizer) {
    if (skein != null) {
      throw new IllegalStateException("one Skein for each start");
    }
    Skein made = recorder.skein("contract", builder -> customizer.apply(faulty(builder)));
    skein = made;
    return made;
  }

  /** The Skein of a subject in this JVM; null for one in a process of its own. */
  @Nullable Skein inThisJvm() {
    return skein;
  }

  private SkeinBuilder faulty(SkeinBuilder builder) {
    SkeinOptionsBuilder options =
        SkeinOptions.builder()
            .serviceName("contract")
            .exportDelay(EXPORT_DELAY)
            .excludedPaths(List.of("/internal/*"));
    if (fault == Fault.GUARDED) {
      GuardedOptions.apply(options);
    }
    builder.options(options.build());
    Sampler sampler = Faults.sampler(fault);
    if (sampler != null) {
      builder.sampler(sampler);
    }
    return fault == Fault.THROWING_EXPORTER ? builder.exporter(Faults.exporter()) : builder;
  }

  /**
   * Environment variables for a subject in a process of its own: {@code
   * OTEL_EXPORTER_OTLP_ENDPOINT}, where its spans are expected, {@code OTEL_BSP_SCHEDULE_DELAY},
   * {@code SKEIN_SHUTDOWN_TIMEOUT}, and, when a fault is asked for, {@code CONTRACT_SAMPLER}
   * ({@code throwing}, {@code reporting}) or {@code CONTRACT_EXPORTER} ({@code throwing}), which
   * the service has to obey; or else variables that Skein itself obeys.
   */
  public Map<String, String> environment() {
    if (receiver == null) {
      receiver = OtlpReceiver.start();
    }
    Map<String, String> environment = new LinkedHashMap<>(fault.environment());
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString());
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "50");
    // the last spans count, however long a busy machine takes to send them
    environment.put("SKEIN_SHUTDOWN_TIMEOUT", "1m");
    return environment;
  }

  /** What has arrived, either way. */
  List<SpanData> spans() {
    List<SpanData> spans = new ArrayList<>(recorder.spans());
    if (receiver != null) {
      spans.addAll(receiver.spans());
    }
    return spans;
  }

  /** Waits for a number of spans; whether they have come in time. */
  boolean awaitSpans(int count, Duration timeout) {
    try {
      if (receiver == null) {
        recorder.awaitSpans(count, timeout);
      } else {
        receiver.awaitSpans(count, timeout);
      }
      return true;
    } catch (AssertionError tooFew) {
      return false;
    }
  }

  /** Waits for a trace to satisfy a condition; whether it has in time. */
  boolean awaitTrace(String traceId, Predicate<Trace> condition, Duration timeout) {
    try {
      if (receiver == null) {
        recorder.awaitTrace(traceId, condition, timeout);
      } else {
        receiver.awaitTrace(traceId, condition, timeout);
      }
      return true;
    } catch (AssertionError notInTime) {
      return false;
    }
  }

  /** Closes the Skein of a subject in this JVM: everything that was recorded has arrived then. */
  void finish() {
    if (skein != null) {
      skein.close();
    }
  }

  @Override
  public void close() {
    finish();
    if (receiver != null) {
      receiver.close();
    }
  }
}
