package dev.skein.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Curves: the CPU time of a span against attributes, live spans and spans per second; each with
 * both axes logarithmic, so that a cost that does not grow is level.
 */
final class GrowthChart {
  private static final int PANEL = 300;
  private static final int PLOT_WIDTH = 220;
  private static final int PLOT_HEIGHT = 180;
  private static final int LEFT = 56;
  private static final int TOP = 44;

  private final Results results;

  GrowthChart(Results results) {
    this.results = results;
  }

  @Override
  public String toString() {
    Svg svg = new Svg();
    panel(svg, 0, "attributes", "attributes", "app_cpu_per_span", "opentelemetry");
    panel(svg, 1, "live", "live spans", "app_cpu_per_span", "opentelemetry");
    panel(svg, 2, "rate", "spans/s offered", "cpu_per_span", "opentelemetry-tuned");
    svg.bar(LEFT, TOP + PLOT_HEIGHT + 44, 14, 4, "skein");
    svg.text(LEFT + 20, TOP + PLOT_HEIGHT + 50, "Skein", "start", "label");
    svg.bar(LEFT + 80, TOP + PLOT_HEIGHT + 44, 14, 4, "peer");
    svg.text(LEFT + 100, TOP + PLOT_HEIGHT + 50, "OpenTelemetry SDK", "start", "label");
    return svg.document(3 * PANEL, TOP + PLOT_HEIGHT + 64);
  }

  private void panel(
      Svg svg, int index, String testCase, String title, String metric, String peer) {
    int left = index * PANEL + LEFT;
    svg.text(left, 22, "ns per span, by " + title, "start", "title");
    List<Figure> mine = measured(testCase, "skein", metric);
    List<Figure> theirs = measured(testCase, peer, metric);
    if (mine.isEmpty()) {
      svg.text(left, TOP + 20, Numbers.NOT_MEASURED, "start", "label");
      return;
    }
    Scale x = Scale.of(mine.stream().mapToDouble(f -> param(f, testCase)).toArray());
    Scale y =
        Scale.of(
            Stream.concat(mine.stream(), theirs.stream())
                .mapToDouble(GrowthChart::value)
                .toArray());
    axes(svg, left, x, y);
    curve(svg, left, mine, testCase, x, y, "skein");
    curve(svg, left, theirs, testCase, x, y, "peer");
  }

  private static void axes(Svg svg, int left, Scale x, Scale y) {
    int bottom = TOP + PLOT_HEIGHT;
    svg.line(
        new double[] {left, left, left + PLOT_WIDTH}, new double[] {TOP, bottom, bottom}, "axis");
    svg.text(left - 6, bottom, label(y.least()), "end", "label");
    svg.text(left - 6, TOP + 8, label(y.greatest()), "end", "label");
    svg.text(left, bottom + 18, label(x.least()), "middle", "label");
    svg.text(left + PLOT_WIDTH, bottom + 18, label(x.greatest()), "middle", "label");
  }

  private static void curve(
      Svg svg, int left, List<Figure> figures, String param, Scale x, Scale y, String style) {
    svg.line(
        figures.stream().mapToDouble(f -> left + PLOT_WIDTH * x.at(param(f, param))).toArray(),
        figures.stream().mapToDouble(f -> TOP + PLOT_HEIGHT * (1 - y.at(value(f)))).toArray(),
        style);
  }

  private List<Figure> measured(String testCase, String subject, String metric) {
    return results.series("growth", testCase, subject, metric).stream()
        .filter(figure -> value(figure) > 0)
        .toList();
  }

  private static double value(Figure figure) {
    Double number = figure.number();
    return number == null ? 0 : number;
  }

  /** Nothing at all is drawn one step before one. */
  private static double param(Figure figure, String name) {
    return Math.max(0.5, Double.parseDouble(figure.params().getOrDefault(name, "0")));
  }

  private static String label(double value) {
    return value < 1 ? "0" : String.format(Locale.ROOT, "%,.0f", value);
  }

  /** A logarithmic axis, from 0 to 1. */
  private record Scale(double least, double greatest) {
    static Scale of(double[] values) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = 0;
      for (double value : values) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      return new Scale(least, greatest);
    }

    double at(double value) {
      return greatest > least ? Math.log(value / least) / Math.log(greatest / least) : 0;
    }
  }
}
