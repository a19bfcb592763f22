package dev.skein.benchmarks.report;

import java.util.Locale;

/** A drawing, as text. It reads on light and on dark pages. */
final class Svg {
  private static final String STYLE =
      """
      <style>
        text { font: 12px sans-serif; fill: #777 }
        .title { font-weight: bold }
        .skein { fill: #1a7f64; stroke: #1a7f64 }
        .peer { fill: #b0885a; stroke: #b0885a }
        .axis { stroke: #999; fill: none }
        polyline { fill: none !important; stroke-width: 2 }
      </style>
      """;

  private final StringBuilder body = new StringBuilder();

  void text(double x, double y, String text, String anchor, String style) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            style,
            text.replace("&", "&amp;").replace("<", "&lt;")));
  }

  void bar(double x, double y, double width, double height, String style) {
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>\n",
            x,
            y,
            width,
            height,
            style));
  }

  void line(double[] x, double[] y, String style) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      points.append(String.format(Locale.ROOT, i == 0 ? "%.1f,%.1f" : " %.1f,%.1f", x[i], y[i]));
    }
    body.append("<polyline points=\"").append(points);
    body.append("\" class=\"").append(style).append("\"/>\n");
  }

  /** The drawing so far, as a file. */
  String document(int width, int height) {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\">\n",
            width,
            height,
            width)
        + STYLE
        + body
        + "</svg>\n";
  }
}
