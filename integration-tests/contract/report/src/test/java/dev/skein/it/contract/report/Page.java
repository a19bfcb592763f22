package dev.skein.it.contract.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The chapters of a page, in Markdown: for each contract what holds where, and why not. */
final class Page {
  private static final String HOLDS = "✓";
  private static final String NOT_RUN = "·";

  private final StringBuilder text = new StringBuilder();

  Page(String introduction) {
    text.append(introduction.strip()).append('\n');
  }

  /** Adds a contract: its groups at a glance, its deviations, and each case. */
  Page contract(Results results, String contract) {
    Results of = results.ofContract(contract);
    text.append("\n## ").append(contract).append("\n\n");
    atAGlance(of);
    if (!of.reasons().isEmpty()) {
      text.append("\n### ").append(contract).append(": deviations\n\n");
      deviations(of);
    }
    text.append("\n### ").append(contract).append(": cases\n");
    for (String group : of.groups()) {
      text.append("\n#### ").append(contract).append(": ").append(group).append("\n\n");
      header(of, "case");
      for (String name : of.cases(group)) {
        row(name, of.subjects().stream().map(subject -> cell(of, subject, group, name)).toList());
      }
    }
    return this;
  }

  /** Adds a text as it is. */
  void append(String chapter) {
    text.append('\n').append(chapter.strip()).append('\n');
  }

  private void atAGlance(Results of) {
    header(of, "group");
    for (String group : of.groups()) {
      row(group, of.subjects().stream().map(subject -> count(of, subject, group)).toList());
    }
  }

  /** How many cases of a group hold, and how many there are if that is another number. */
  private static String count(Results of, String subject, String group) {
    List<Result> cases =
        of.all().stream()
            .filter(one -> one.subject().equals(subject) && one.group().equals(group))
            .toList();
    long passed = cases.stream().filter(Result::passed).count();
    if (cases.isEmpty()) {
      return NOT_RUN;
    }
    return passed == cases.size() ? HOLDS + " " + passed : passed + " of " + cases.size();
  }

  private static String cell(Results of, String subject, String group, String name) {
    return of.find(subject, group, name)
        .map(
            one ->
                one.passed()
                    ? HOLDS
                    : "[" + number(of, one) + "](#" + anchor(one.contract() + ": deviations") + ")")
        .orElse(NOT_RUN);
  }

  private static int number(Results of, Result deviation) {
    return of.reasons().indexOf(deviation.reason()) + 1;
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replace(' ', '-').replaceAll("[^a-z0-9-]", "");
  }

  private void deviations(Results of) {
    for (String reason : of.reasons()) {
      List<Result> cases = of.all().stream().filter(one -> one.reason().equals(reason)).toList();
      String subjects =
          cases.stream().map(Result::subject).distinct().collect(Collectors.joining(", "));
      String names = cases.stream().map(Result::name).distinct().collect(Collectors.joining("; "));
      text.append(of.reasons().indexOf(reason) + 1).append(". ");
      text.append("**").append(subjects).append("**: ").append(escaped(reason));
      text.append(" (").append(escaped(names)).append(")\n");
    }
  }

  private void header(Results of, String first) {
    row(first, of.subjects());
    row("---", of.subjects().stream().map(subject -> ":---:").toList());
  }

  private void row(String first, List<String> cells) {
    text.append("| ").append(escaped(first));
    cells.forEach(cell -> text.append(" | ").append(cell));
    text.append(" |\n");
  }

  private static String escaped(String cell) {
    return cell.replace("|", "\\|").replace("<", "&lt;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
