package dev.skein.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** The files in {@code docs} that are made of the results, by name. */
final class Documents {
  private Documents() {}

  static Map<String, String> of(Results results) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("performance.md", new Page(results).toString());
    files.put(Page.HTTP_CHART, new HttpChart(results).toString());
    files.put(Page.GROWTH_CHART, new GrowthChart(results).toString());
    return files;
  }
}
