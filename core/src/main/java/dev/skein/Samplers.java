package dev.skein;

import java.util.Objects;

/** The samplers that come with Skein. */
final class Samplers {
  static final Sampler ALWAYS_ON = new Ratio(1, "always_on");
  static final Sampler ALWAYS_OFF = new Ratio(0, "always_off");

  private Samplers() {}

  /** Whether a sampler is known to sample every span without a parent. */
  static boolean samplesRoots(Sampler sampler) {
    return sampler == ALWAYS_ON
        || (sampler instanceof ParentBased parentBased && parentBased.root == ALWAYS_ON);
  }

  /** Whether a sampler consists of those here, and calls nobody else. */
  static boolean isOwn(Sampler sampler) {
    return sampler instanceof Ratio
        || (sampler instanceof ParentBased parentBased && isOwn(parentBased.root));
  }

  /**
   * Compares the right-most 56 bits of the trace id, the ones W3C Level 2 wants random, with a
   * threshold: kept when they are at or above it.
   */
  static final class Ratio implements Sampler {
    private static final long RANDOM_BITS = (1L << 56) - 1;

    private final String description;
    private final long threshold;

    Ratio(double ratio, String description) {
      if (!(ratio >= 0 && ratio <= 1)) {
        throw new IllegalArgumentException("The ratio must be from 0 to 1, but is " + ratio);
      }
      this.description = description;
      this.threshold = Math.round((1 - ratio) * (RANDOM_BITS + 1.0));
    }

    @Override
    public SamplingResult sample(
        SpanContext parent,
        long traceIdHigh,
        long traceIdLow,
        String name,
        SpanKind kind,
        AttributeView attributes) {
      return (traceIdLow & RANDOM_BITS) >= threshold
          ? SamplingResult.sample()
          : SamplingResult.drop();
    }

    @Override
    public String toString() {
      return description;
    }
  }

  /** Follows the parent. */
  static final class ParentBased implements Sampler {
    private final Sampler root;

    ParentBased(Sampler root) {
      this.root = Objects.requireNonNull(root, "root");
    }

    @Override
    public SamplingResult sample(
        SpanContext parent,
        long traceIdHigh,
        long traceIdLow,
        String name,
        SpanKind kind,
        AttributeView attributes) {
      if (!parent.isValid() || parent.isDeferred()) {
        return root.sample(parent, traceIdHigh, traceIdLow, name, kind, attributes);
      }
      return parent.isSampled() ? SamplingResult.sample() : SamplingResult.drop();
    }

    @Override
    public String toString() {
      return "parentbased{" + root + "}";
    }
  }
}
