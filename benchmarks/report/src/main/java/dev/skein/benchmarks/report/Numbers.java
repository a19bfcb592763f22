package dev.skein.benchmarks.report;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** How figures are printed: three digits that count, and nothing that was not measured. */
final class Numbers {
  static final String NOT_MEASURED = "not measured";

  private Numbers() {}

  static String text(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A number that somebody chose: 6, 1.2. */
  static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  static String text(double value, String unit) {
    String shown = unit.equals("us") ? "µs" : unit;
    return shown.isEmpty() ? text(value) : text(value) + "\u00a0" + shown;
  }

  static String text(OptionalDouble value, String unit) {
    return value.isPresent() ? text(value.getAsDouble(), unit) : NOT_MEASURED;
  }

  /** The median, with the least and the greatest round. */
  static String spread(Optional<Figure> figure) {
    if (figure.isEmpty()) {
      return NOT_MEASURED;
    }
    Figure one = figure.get();
    Double number = one.number();
    if (number == null) {
      return NOT_MEASURED;
    }
    Double low = one.low();
    Double high = one.high();
    String value = text(number, one.unit());
    return low == null || high == null || low.equals(high)
        ? value
        : value + " (" + text(low) + " to " + text(high) + ")";
  }

  /**
   * How often the second is in the first; empty if either is missing or the second not positive.
   */
  static OptionalDouble ratio(OptionalDouble first, OptionalDouble second) {
    return first.isPresent() && second.isPresent() && second.getAsDouble() > 0
        ? OptionalDouble.of(first.getAsDouble() / second.getAsDouble())
        : OptionalDouble.empty();
  }

  static OptionalDouble difference(OptionalDouble first, OptionalDouble second) {
    return first.isPresent() && second.isPresent()
        ? OptionalDouble.of(first.getAsDouble() - second.getAsDouble())
        : OptionalDouble.empty();
  }

  /** A number of things. */
  static String count(OptionalDouble value) {
    return value.isPresent() ? Long.toString((long) value.getAsDouble()) : NOT_MEASURED;
  }
}
