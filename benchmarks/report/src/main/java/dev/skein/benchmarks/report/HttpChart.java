package dev.skein.benchmarks.report;

import java.util.List;
import java.util.OptionalDouble;

/** Bars: the CPU time that each subject adds to a request, framework by framework. */
final class HttpChart {
  private static final List<String> SUBJECTS = List.of("skein", "peer", "peer-tuned");
  private static final int BAR = 18;
  private static final int GAP = 22;
  private static final int LEFT = 340;
  private static final int WIDTH = 300;

  private final Results results;

  HttpChart(Results results) {
    this.results = results;
  }

  @Override
  public String toString() {
    double longest = 0;
    for (Framework framework : Framework.values()) {
      for (String subject : SUBJECTS) {
        longest = Math.max(longest, added(framework, subject).orElse(0));
      }
    }
    int y = 40;
    Svg svg = new Svg();
    svg.text(10, 22, "CPU time added per request", "start", "title");
    for (Framework framework : Framework.values()) {
      for (String subject : SUBJECTS) {
        OptionalDouble added = added(framework, subject);
        double width =
            added.isPresent() && longest > 0
                ? WIDTH * Math.max(0, added.getAsDouble()) / longest
                : 0;
        svg.text(LEFT - 8, y + 13, label(framework, subject), "end", "label");
        svg.bar(LEFT, y, width, BAR - 4, subject.equals("skein") ? "skein" : "peer");
        svg.text(LEFT + width + 6, y + 13, Numbers.text(added, "us"), "start", "label");
        y += BAR;
      }
      y += GAP;
    }
    return svg.document(LEFT + WIDTH + 110, y);
  }

  private OptionalDouble added(Framework framework, String subject) {
    return results.number("http", framework.id(), subject, "cpu_added_per_request");
  }

  private static String label(Framework framework, String subject) {
    return switch (subject) {
      case "skein" -> framework.title() + ", Skein";
      case "peer" -> framework.peer();
      default -> framework.peer() + ", tuned";
    };
  }
}
