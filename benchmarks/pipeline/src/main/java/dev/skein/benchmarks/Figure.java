package dev.skein.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure: a line of a results file. Immutable.
 *
 * @param suite which measurement it is from
 * @param testCase what was done
 * @param subject what it was done with
 * @param metric what was measured
 * @param value a number, a text for the description of an environment, or null when it could not be
 *     had
 * @param low the least of several rounds; null when there was one
 * @param high the greatest of them
 * @param samples how many rounds
 * @param unit the unit of the value
 * @param params what the case was given; numbers and texts
 * @param note why there is no value, or what is to be known about it
 */
public record Figure(
    String suite,
    String testCase,
    String subject,
    String metric,
    @Nullable Object value,
    @Nullable Double low,
    @Nullable Double high,
    int samples,
    String unit,
    Map<String, Object> params,
    @Nullable String note) {
  /** More figures than any measurement here is good for. */
  private static final MathContext DIGITS = new MathContext(5);

  /** Copies the params. */
  public Figure {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /** One value. */
  public static Figure of(
      String suite, String testCase, String subject, String metric, double value, String unit) {
    return new Figure(suite, testCase, subject, metric, value, null, null, 1, unit, Map.of(), null);
  }

  /** The median of several rounds, with the least and the greatest of them. */
  public static Figure median(
      String suite,
      String testCase,
      String subject,
      String metric,
      List<Double> rounds,
      String unit) {
    if (rounds.isEmpty()) {
      return missing(suite, testCase, subject, metric, unit, "no round gave one");
    }
    List<Double> sorted = new ArrayList<>(rounds);
    Collections.sort(sorted);
    int last = sorted.size() - 1;
    double median = (sorted.get(last / 2) + sorted.get(sorted.size() / 2)) / 2;
    Double low = last == 0 ? null : sorted.get(0);
    Double high = last == 0 ? null : sorted.get(last);
    return new Figure(
        suite, testCase, subject, metric, median, low, high, sorted.size(), unit, Map.of(), null);
  }

  /** A text about what was measured: a version, a flag. */
  public static Figure text(String suite, String subject, String metric, String value) {
    return new Figure(
        suite, "environment", subject, metric, value, null, null, 1, "", Map.of(), null);
  }

  /** A figure that could not be had. */
  public static Figure missing(
      String suite, String testCase, String subject, String metric, String unit, String why) {
    return new Figure(suite, testCase, subject, metric, null, null, null, 0, unit, Map.of(), why);
  }

  /** The same with more params. */
  public Figure with(Map<String, Object> added) {
    Map<String, Object> more = new LinkedHashMap<>(params);
    more.putAll(added);
    return new Figure(
        suite, testCase, subject, metric, value, low, high, samples, unit, more, note);
  }

  /** The same with a remark. */
  public Figure noted(String remark) {
    return new Figure(
        suite, testCase, subject, metric, value, low, high, samples, unit, params, remark);
  }

  /** The figure as one line of JSON. */
  public String toJson() {
    StringBuilder json = new StringBuilder("{");
    member(json, "suite", suite);
    member(json, "case", testCase);
    member(json, "subject", subject);
    member(json, "metric", metric);
    member(json, "value", value);
    if (low != null) {
      member(json, "low", low);
      member(json, "high", high);
    }
    member(json, "samples", samples);
    member(json, "unit", unit);
    json.append(",\"params\":{");
    int start = json.length();
    params.forEach(
        (name, param) -> {
          json.append(json.length() == start ? "" : ",");
          text(json, name);
          json.append(':');
          value(json, param);
        });
    json.append('}');
    if (note != null) {
      member(json, "note", note);
    }
    return json.append('}').toString();
  }

  private static void member(StringBuilder json, String name, @Nullable Object value) {
    json.append(json.length() == 1 ? "" : ",");
    text(json, name);
    json.append(':');
    value(json, value);
  }

  private static void value(StringBuilder json, @Nullable Object value) {
    if (value instanceof Double number) {
      boolean plain = number.isNaN() || number.isInfinite();
      json.append(plain ? "null" : rounded(number));
    } else if (value == null || value instanceof Number) {
      json.append(value);
    } else {
      text(json, value.toString());
    }
  }

  private static String rounded(double value) {
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(' ');
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
