package dev.skein.benchmarks.report;

import java.util.List;

/** Whether suites have measured something. */
final class Verification {
  private Verification() {}

  /**
   * Says how many figures each suite has.
   *
   * @throws IllegalStateException if one has no number above zero, or a figure without a number and
   *     without a reason
   */
  static void of(Results results, List<String> suites) {
    for (String suite : suites) {
      List<Figure> figures = results.suite(suite);
      long numbers = figures.stream().filter(Verification::isPositive).count();
      if (numbers == 0) {
        throw new IllegalStateException(suite + " has measured nothing");
      }
      for (Figure figure : figures) {
        if (figure.number() == null && figure.text() == null && !figure.json().contains("note")) {
          throw new IllegalStateException("no value and no reason: " + figure.json());
        }
      }
      System.out.println(suite + ": " + numbers + " figures");
    }
  }

  private static boolean isPositive(Figure figure) {
    Double number = figure.number();
    return number != null && number > 0;
  }
}
