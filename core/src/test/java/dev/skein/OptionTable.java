package dev.skein;

import java.util.stream.Collectors;

/** The table of settings as documentation shows it, made from the settings themselves. */
final class OptionTable {
  private OptionTable() {}

  static String markdown() {
    return "| Key | Default | Standard variable | What it does |\n"
        + "| --- | --- | --- | --- |\n"
        + SkeinOptions.keys().stream().map(OptionTable::row).collect(Collectors.joining());
  }

  private static String row(OptionKey key) {
    String standard =
        key.standardVariables().stream().map(OptionTable::code).collect(Collectors.joining(" "));
    return "| "
        + code(key.name())
        + " | "
        + (key.defaultText().isEmpty() ? "" : code(key.defaultText()))
        + " | "
        + standard
        + " | "
        + key.description().replace("|", "\\|")
        + " |\n";
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
