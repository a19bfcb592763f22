package dev.skein.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void page_ofNothing_saysThatNothingWasMeasured() throws IOException {
    String page = page();

    assertThat(page).contains("| Vert.x, Skein | not measured | not measured | not measured |");
    assertThat(rowsOf("## Goals", page))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).endsWith("| not measured |"));
  }

  @Test
  void goal_thatIsMet_isReached() throws IOException {
    String page = page(added("vertx", "peer", 4), added("vertx", "skein", 0.8));

    assertThat(page)
        .contains(
            "| CPU added per HTTP request, vertx-opentelemetry against Skein | 5.00\u00a0times |"
                + " at least 5\u00a0times | reached |");
  }

  @Test
  void goal_thatIsMissed_isNotReached() throws IOException {
    String page = page(added("micronaut", "peer", 4), added("micronaut", "skein", 0.8));

    assertThat(page).contains("| 5.00\u00a0times | at least 8\u00a0times | **not reached** |");
  }

  @Test
  void goal_withoutItsPeer_isNotMeasured() throws IOException {
    String page = page(added("vertx", "skein", 0.8));

    assertThat(page)
        .contains(
            "vertx-opentelemetry against Skein | not measured | at least 5\u00a0times | not measured |");
  }

  @Test
  void figure_withoutNumber_isNotMeasured() throws IOException {
    String page =
        page(
            """
            {"suite":"http","case":"vertx","subject":"skein","metric":"cpu_per_request",\
            "value":null,"unit":"us","params":{},"note":"it did not start"}""");

    assertThat(page).contains("| Vert.x, Skein | not measured |");
  }

  @Test
  void figure_ofSeveralRounds_hasItsRange() throws IOException {
    String page =
        page(
            """
            {"suite":"http","case":"vertx","subject":"skein","metric":"cpu_per_request",\
            "value":9.5,"low":9.25,"high":12.5,"samples":5,"unit":"us","params":{}}""");

    assertThat(page).contains("| Vert.x, Skein | 9.50\u00a0µs (9.25 to 12.5) |");
  }

  private static String viewer(String testCase, String subject, String metric, double value) {
    return """
        {"suite":"viewer","case":"%s","subject":"%s","metric":"%s","value":%s,"unit":"ms",\
        "params":{"for":"errors"}}"""
        .formatted(testCase, subject, metric, value);
  }

  @Test
  void viewer_isComparedWithZipkin() throws IOException {
    String page =
        page(viewer("start", "skein", "ready", 800), viewer("start", "zipkin", "ready", 4000));

    assertThat(page).contains("| ready | 800\u00a0ms | 4,000\u00a0ms | 5.00 |");
    assertThat(page).contains("until it is ready | 800\u00a0ms | at most 1000\u00a0ms | reached |");
  }

  @Test
  void search_thatOnlyTheViewerKnows_saysSo() throws IOException {
    String page = page(viewer("search", "skein", "time", 120));

    assertThat(page).contains("| errors | 120\u00a0ms | cannot be asked |");
    assertThat(page).contains("| 120\u00a0ms | at most 100\u00a0ms | **not reached** |");
  }

  @Test
  void costOfLiveSpans_isDearestAgainstCheapest() throws IOException {
    String page = page(live(1, 100), live(1000, 125), live(1_000_000, 150));

    assertThat(page)
        .contains(
            "dearest against cheapest | 1.50\u00a0times | at most 1.2\u00a0times | **not reached** |");
    assertThat(page).contains("| 1,000,000 | 150\u00a0ns | not measured | not measured |");
  }

  @Test
  void costOfRates_leavesSaturatedOnesOut() throws IOException {
    String page =
        page(
            rate(1000, "cpu_per_span", 500), rate(1000, "delivered", 100),
            rate(2000, "cpu_per_span", 550), rate(2000, "delivered", 100),
            rate(3000, "cpu_per_span", 5000), rate(3000, "delivered", 60));

    assertThat(page)
        .contains("to the saturation rate, dearest against cheapest | 1.10\u00a0times | at most");
  }

  @Test
  void run_saysWhereAndWhen() throws IOException {
    String page = page(run("date", "2026-11-22"), run("cpu", "Some CPU"), run("form", "short"));

    assertThat(page).contains("| http | 2026-11-22 | short | not measured |");
    assertThat(page).contains("\n- Some CPU, ");
  }

  private static List<String> rowsOf(String title, String page) {
    String section = page.substring(page.indexOf(title));
    return section
        .substring(0, section.indexOf("\n##", 1))
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| |") && !line.startsWith("| -"))
        .toList();
  }

  private static String added(String framework, String subject, double micros) {
    return line("http", framework, subject, "cpu_added_per_request", micros, "us", "");
  }

  private static String live(int spans, double nanos) {
    return line("growth", "live", "skein", "app_cpu_per_span", nanos, "ns", "\"live\":" + spans);
  }

  private static String rate(int rate, String metric, double value) {
    return line("growth", "rate", "skein", metric, value, "", "\"rate\":" + rate);
  }

  private static String line(
      String suite,
      String testCase,
      String subject,
      String metric,
      double value,
      String unit,
      String params) {
    return """
        {"suite":"%s","case":"%s","subject":"%s","metric":"%s","value":%s,"unit":"%s","params":{%s}}"""
        .formatted(suite, testCase, subject, metric, value, unit, params);
  }

  private static String run(String metric, String value) {
    return """
        {"suite":"http","case":"environment","subject":"run","metric":"%s","value":"%s","params":{}}"""
        .formatted(metric, value);
  }

  private static String page(String... lines) throws IOException {
    return new Page(Results.parse(new ArrayList<>(List.of(lines)))).toString();
  }
}
