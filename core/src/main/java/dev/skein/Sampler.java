package dev.skein;

/**
 * Decides, when a span starts, whether it is recorded and exported. Thread-safe; called on the
 * application's threads. A sampler that throws samples nothing, and the application does not
 * notice.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk/#sampling">OpenTelemetry, trace
 *     SDK, Sampling</a>
 */
@FunctionalInterface
public interface Sampler {
  /**
   * Decides about one span.
   *
   * @param parent the parent's context, local or remote; {@link SpanContext#invalid()} for a root
   * @param attributes the attributes the span will start with, computed when asked for
   */
  SamplingResult sample(
      SpanContext parent,
      long traceIdHigh,
      long traceIdLow,
      String name,
      SpanKind kind,
      AttributeView attributes);

  /** Samples everything. */
  static Sampler alwaysOn() {
    return Samplers.ALWAYS_ON;
  }

  /** Samples nothing. */
  static Sampler alwaysOff() {
    return Samplers.ALWAYS_OFF;
  }

  /**
   * Samples a share of all trace ids, whatever the parent says. Consistent: a trace sampled at a
   * ratio is sampled at every higher one, in every service.
   *
   * @param ratio from 0 to 1
   * @throws IllegalArgumentException when the ratio is outside of that
   */
  static Sampler traceIdRatio(double ratio) {
    return new Samplers.Ratio(ratio, "traceidratio{" + ratio + "}");
  }

  /**
   * Does what the parent did; a span without parent, or whose parent {@linkplain
   * SpanContext#isDeferred() did not decide}, is left to another sampler.
   */
  static Sampler parentBased(Sampler root) {
    return new Samplers.ParentBased(root);
  }
}
