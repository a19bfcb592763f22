package dev.skein.benchmarks.report;

import java.util.List;

/** A Markdown table, as text. */
final class Table {
  private final StringBuilder text = new StringBuilder();

  Table(String... columns) {
    row(List.of(columns));
    text.append("|").append(" --- |".repeat(columns.length)).append('\n');
  }

  Table row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    return this;
  }

  Table row(String... cells) {
    return row(List.of(cells));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
