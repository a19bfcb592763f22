package dev.skein.it.contract.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of all contracts and subjects. Immutable. */
record Results(List<Result> all) {
  Results {
    all = List.copyOf(all);
  }

  /** What the last run has found; empty when there was none. */
  static Results ofRun(Path folder) {
    if (!Files.isDirectory(folder)) {
      return new Results(List.of());
    }
    try (Stream<Path> files = Files.list(folder)) {
      Map<String, Result> latest = new LinkedHashMap<>();
      for (Path file : files.sorted().toList()) {
        read(file).all().forEach(result -> latest.put(result.run() + "\t" + result.row(), result));
      }
      return new Results(List.copyOf(latest.values()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a file; empty when there is none. */
  static Results read(Path file) {
    if (!Files.exists(file)) {
      return new Results(List.of());
    }
    try {
      return new Results(Files.readAllLines(file).stream().map(Result::parse).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The runs that are in others, but not here. */
  Set<String> missingRuns(Results others) {
    Set<String> missing = new TreeSet<>(others.runs());
    missing.removeAll(runs());
    return missing;
  }

  private Set<String> runs() {
    return all.stream().map(Result::run).collect(Collectors.toCollection(TreeSet::new));
  }

  /** These, and of others the runs that are not here; in an order that does not depend on runs. */
  Results orElse(Results others) {
    Set<String> missing = missingRuns(others);
    List<Result> merged = new ArrayList<>(all);
    others.all().stream().filter(result -> missing.contains(result.run())).forEach(merged::add);
    Map<String, List<Result>> byRun =
        merged.stream()
            .collect(Collectors.groupingBy(Result::run, LinkedHashMap::new, Collectors.toList()));
    return new Results(
        byRun.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .flatMap(Collection::stream)
            .toList());
  }

  Results ofContract(String contract) {
    return new Results(all.stream().filter(one -> one.contract().equals(contract)).toList());
  }

  List<Result> failed() {
    return all.stream().filter(Result::failed).toList();
  }

  List<String> contracts() {
    return all.stream().map(Result::contract).distinct().sorted().toList();
  }

  /** The columns. */
  List<String> subjects() {
    return all.stream().map(Result::subject).distinct().sorted(Comparator.naturalOrder()).toList();
  }

  List<String> groups() {
    return List.copyOf(
        all.stream().map(Result::group).collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** The cases of a group, in the order in which they were run. */
  List<String> cases(String group) {
    return all.stream()
        .filter(one -> one.group().equals(group))
        .map(Result::name)
        .distinct()
        .toList();
  }

  Optional<Result> find(String subject, String group, String name) {
    return all.stream()
        .filter(one -> one.subject().equals(subject))
        .filter(one -> one.group().equals(group) && one.name().equals(name))
        .findFirst();
  }

  /** The reasons of deviations, in the order of their first case. */
  List<String> reasons() {
    return all.stream()
        .filter(one -> !one.reason().isEmpty())
        .map(Result::reason)
        .distinct()
        .toList();
  }

  /** A file of results. */
  String lines() {
    return all.stream().map(one -> one.line() + "\n").collect(Collectors.joining());
  }
}
