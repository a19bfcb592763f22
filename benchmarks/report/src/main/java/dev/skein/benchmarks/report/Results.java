package dev.skein.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All figures of the suites, in the order of their lines. Immutable. */
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Figure> figures;

  private Results(List<Figure> figures) {
    this.figures = List.copyOf(figures);
  }

  /** Reads one file; no figures when there is none. */
  static Results read(Path file) throws IOException {
    return Files.exists(file) ? parse(Files.readAllLines(file)) : new Results(List.of());
  }

  /** Reads every {@code .jsonl} file of a folder, by name. */
  static Results readAll(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return parse(lines);
  }

  static Results parse(List<String> lines) throws IOException {
    List<Figure> figures = new ArrayList<>();
    for (String line : lines) {
      figures.add(Figure.of(JSON.readTree(line)));
    }
    return new Results(figures);
  }

  /** These figures, and the older ones of suites that were not run again. */
  Results over(Results older) {
    Map<String, List<Figure>> bySuite = new LinkedHashMap<>();
    for (Results results : List.of(older, this)) {
      bySuite.putAll(
          results.figures.stream()
              .collect(
                  Collectors.groupingBy(Figure::suite, LinkedHashMap::new, Collectors.toList())));
    }
    return new Results(bySuite.values().stream().flatMap(List::stream).toList());
  }

  /** Writes them to one file. */
  void write(Path file) throws IOException {
    Files.write(file, figures.stream().map(Figure::json).toList());
  }

  /** The suites that there are figures of. */
  List<String> suites() {
    return figures.stream().map(Figure::suite).distinct().toList();
  }

  /** The figures of one suite. */
  List<Figure> suite(String suite) {
    return figures.stream().filter(figure -> figure.suite().equals(suite)).toList();
  }

  /** The first figure that fits, whatever its other params are. */
  Optional<Figure> figure(
      String suite, String testCase, String subject, String metric, Map<String, String> params) {
    return figures.stream()
        .filter(figure -> figure.is(suite, testCase, subject, metric))
        .filter(figure -> figure.params().entrySet().containsAll(params.entrySet()))
        .findFirst();
  }

  /** Its number; empty as well when it could not be had. */
  OptionalDouble number(
      String suite, String testCase, String subject, String metric, Map<String, String> params) {
    return figure(suite, testCase, subject, metric, params)
        .map(Figure::number)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  OptionalDouble number(String suite, String testCase, String subject, String metric) {
    return number(suite, testCase, subject, metric, Map.of());
  }

  /** A description of how a suite was run. */
  Optional<String> text(String suite, String subject, String metric) {
    return figure(suite, "environment", subject, metric, Map.of()).map(Figure::text);
  }

  /** Every figure of a metric, in order: one for each value of its params. */
  List<Figure> series(String suite, String testCase, String subject, String metric) {
    return figures.stream().filter(f -> f.is(suite, testCase, subject, metric)).toList();
  }
}
