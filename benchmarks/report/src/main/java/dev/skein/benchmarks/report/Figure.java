package dev.skein.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of a results file. Immutable.
 *
 * @param suite which measurement it is from
 * @param testCase what was done
 * @param subject what it was done with
 * @param metric what was measured
 * @param number the median; null if it could not be had, or is a text
 * @param text a description instead of a number; null for a number
 * @param low the least of several rounds; null when there was one
 * @param high the greatest of them
 * @param unit of the number
 * @param params what the case was given
 * @param json the line as it was
 */
record Figure(
    String suite,
    String testCase,
    String subject,
    String metric,
    @Nullable Double number,
    @Nullable String text,
    @Nullable Double low,
    @Nullable Double high,
    String unit,
    Map<String, String> params,
    String json) {

  static Figure of(JsonNode line) {
    Map<String, String> params = new TreeMap<>();
    line.path("params").properties().forEach(p -> params.put(p.getKey(), p.getValue().asText()));
    JsonNode value = line.path("value");
    return new Figure(
        line.path("suite").asText(),
        line.path("case").asText(),
        line.path("subject").asText(),
        line.path("metric").asText(),
        number(value),
        value.isTextual() ? value.asText() : null,
        number(line.path("low")),
        number(line.path("high")),
        line.path("unit").asText(),
        params,
        line.toString());
  }

  private static @Nullable Double number(JsonNode value) {
    return value.isNumber() ? value.asDouble() : null;
  }

  boolean is(String otherSuite, String otherCase, String otherSubject, String otherMetric) {
    return suite.equals(otherSuite)
        && testCase.equals(otherCase)
        && subject.equals(otherSubject)
        && metric.equals(otherMetric);
  }
}
