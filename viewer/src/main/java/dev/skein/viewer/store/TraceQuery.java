package dev.skein.viewer.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which traces are wanted: those that meet the conditions on traces and have one span that meets
 * all of the conditions on spans. Immutable.
 *
 * @param fromEpochNanos traces that began then or later
 * @param toEpochNanos traces that began before then; {@code Long.MAX_VALUE} for no limit
 * @param service the span's service; null for any
 * @param caller the service of the span's parent; null for any, or none
 * @param operation the span's name; null for any
 * @param text a part of the span's name, in any case; null for any
 * @param status errors, or traces without one; null for any
 * @param minDurationNanos the span took at least that long
 * @param maxDurationNanos the span took at most that long
 * @param minTotalNanos the trace took at least that long, from its earliest start to its last end
 * @param maxTotalNanos the trace took at most that long
 * @param attributes conditions on the span's attributes and those of its resource; all hold
 * @param beforeSequence traces that began to arrive before the one of this {@link
 *     TraceView#sequence sequence}; {@code Long.MAX_VALUE} for no limit
 */
public record TraceQuery(
    long fromEpochNanos,
    long toEpochNanos,
    @Nullable String service,
    @Nullable String caller,
    @Nullable String operation,
    @Nullable String text,
    @Nullable Status status,
    long minDurationNanos,
    long maxDurationNanos,
    long minTotalNanos,
    long maxTotalNanos,
    List<AttributeTerm> attributes,
    long beforeSequence) {
  /** Every trace. */
  public static final TraceQuery ALL = builder().build();

  /** What became of a trace. */
  public enum Status {
    /** The span that meets the other conditions is an error. */
    ERROR,
    /** No span of the trace is an error. */
    OK
  }

  public TraceQuery {
    attributes = List.copyOf(Objects.requireNonNull(attributes, "attributes"));
  }

  /** A builder of a query that finds every trace, until conditions are added. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds a query; the conditions are those of its components. Not thread-safe. */
  public static final class Builder {
    private long from;
    private long to = Long.MAX_VALUE;
    private @Nullable String service;
    private @Nullable String caller;
    private @Nullable String operation;
    private @Nullable String text;
    private @Nullable Status status;
    private long minDuration;
    private long maxDuration = Long.MAX_VALUE;
    private long minTotal;
    private long maxTotal = Long.MAX_VALUE;
    private final List<AttributeTerm> attributes = new ArrayList<>();
    private long beforeSequence = Long.MAX_VALUE;

    private Builder() {}

    /** Traces that began then or later. */
    public Builder from(long epochNanos) {
      from = epochNanos;
      return this;
    }

    /** Traces that began before then. */
    public Builder to(long epochNanos) {
      to = epochNanos;
      return this;
    }

    /** The span's service. */
    public Builder service(@Nullable String name) {
      service = name;
      return this;
    }

    /** The service of the span's parent. */
    public Builder caller(@Nullable String name) {
      caller = name;
      return this;
    }

    /** The span's name. */
    public Builder operation(@Nullable String name) {
      operation = name;
      return this;
    }

    /** A part of the span's name, in any case. */
    public Builder text(@Nullable String part) {
      text = part;
      return this;
    }

    /** Errors, or traces without one. */
    public Builder status(@Nullable Status wanted) {
      status = wanted;
      return this;
    }

    /** The span took at least that long. */
    public Builder minDuration(long nanos) {
      minDuration = nanos;
      return this;
    }

    /** The span took at most that long. */
    public Builder maxDuration(long nanos) {
      maxDuration = nanos;
      return this;
    }

    /** The trace took at least that long. */
    public Builder minTotal(long nanos) {
      minTotal = nanos;
      return this;
    }

    /** The trace took at most that long. */
    public Builder maxTotal(long nanos) {
      maxTotal = nanos;
      return this;
    }

    /** One more condition on attributes. */
    public Builder attribute(AttributeTerm term) {
      attributes.add(Objects.requireNonNull(term, "term"));
      return this;
    }

    /** Traces that began to arrive before one did; newer ones are not even looked at. */
    public Builder before(long sequence) {
      beforeSequence = sequence;
      return this;
    }

    /** The query. */
    public TraceQuery build() {
      return new TraceQuery(
          from,
          to,
          service,
          caller,
          operation,
          text,
          status,
          minDuration,
          maxDuration,
          minTotal,
          maxTotal,
          attributes,
          beforeSequence);
    }
  }
}
