package dev.skein.it.contract.report;

/**
 * What became of one case; a line of a file of results. Immutable.
 *
 * @param result {@code passed}, {@code deviation} or {@code failed}
 * @param reason of a deviation; empty otherwise
 */
record Result(
    String contract,
    String framework,
    String version,
    String group,
    String name,
    String result,
    String reason) {
  private static final int COLUMNS = 7;

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException for one of another form
   */
  static Result parse(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException("not " + COLUMNS + " columns: " + line);
    }
    return new Result(
        columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], columns[6]);
  }

  String line() {
    return String.join("\t", contract, framework, version, group, name, result, reason);
  }

  /** The adapter and the version: a column. */
  String subject() {
    return version.isEmpty() ? framework : framework + " " + version;
  }

  /** What a run of a contract gives anew, or leaves as it was. */
  String run() {
    return contract + "\t" + subject();
  }

  /** The case: a row. */
  String row() {
    return group + "\t" + name;
  }

  boolean passed() {
    return result.equals("passed");
  }

  boolean failed() {
    return result.equals("failed");
  }
}
