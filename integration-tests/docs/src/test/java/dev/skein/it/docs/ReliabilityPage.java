package dev.skein.it.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of docs/reliability.md: a promise, the test that holds it, and its last figures. */
final class ReliabilityPage {
  /** The cells of a row: promise, test, key, figure of every build, figure of the full form. */
  record Promise(String text, String test, Path source, String key, String small, String full) {}

  private static final Pattern ROW =
      Pattern.compile(
          "\\| (.*) \\| \\[`(\\w+)`]\\(\\.\\./([^)]*)\\) `([a-z0-9-]+)` \\| (.*) \\| (.*) \\|");
  static final String SAME = "the same";

  /** Better said than left out. */
  static final String NOT_RUN = "not run yet";

  private static final String HEAD = "| promise | held by | in every build | in full |";

  private final Path root;
  private final Path file;
  private final List<String> lines;

  ReliabilityPage(Path root) throws IOException {
    this.root = root;
    this.file = root.resolve("docs/reliability.md");
    this.lines = Files.readAllLines(file);
  }

  List<String> lines() {
    return lines;
  }

  /** Every row of every table of promises; one that is no row of that form is an error. */
  List<Promise> promises() {
    List<Promise> promises = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(HEAD)) {
        for (i += 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
          promises.add(promise(lines.get(i)));
        }
      }
    }
    return promises;
  }

  private Promise promise(String line) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      throw new AssertionError("not a promise with its test, key and two figures: " + line);
    }
    return new Promise(
        row.group(1),
        row.group(2),
        root.resolve(row.group(3)),
        row.group(4),
        row.group(5),
        row.group(6));
  }

  /** Puts what the last run has proved into its column. A proof of one form stays as it is. */
  void update(Path figures, boolean full) throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      Matcher row = ROW.matcher(lines.get(i));
      if (row.matches()) {
        Optional<String> figure = figure(figures.resolve(row.group(4) + ".txt"));
        int column = full ? 6 : 5;
        if (figure.isPresent() && !row.group(column).equals(SAME)) {
          String line = lines.get(i);
          lines.set(
              i,
              line.substring(0, row.start(column))
                  + figure.get()
                  + line.substring(row.end(column)));
        }
      }
    }
    Files.write(file, lines);
  }

  private static Optional<String> figure(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(Files.readString(file).strip().replace("|", "\\|"))
        : Optional.empty();
  }
}
