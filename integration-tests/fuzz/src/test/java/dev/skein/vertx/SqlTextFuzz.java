package dev.skein.vertx;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import dev.skein.fuzz.SpanMaker;

/** Queries: any text, and text that is made of literals in the dialects that people use. */
public final class SqlTextFuzz {
  private static final String SECRET = "hunter";

  private SqlTextFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    anyText(Input.text(data));
    for (Dialect dialect : Dialect.values()) {
      String query = query(new SpanMaker(data), dialect);
      String shown = SqlText.withoutLiterals(query);
      Check.that(!shown.contains(SECRET), "no literal is shown in " + dialect, query);
    }
  }

  /** How a text is written as a literal. */
  private enum Dialect {
    STANDARD,
    BACKSLASH,
    DOUBLE,
    DOLLARS,
    TAGS
  }

  private static void anyText(String text) {
    String shown = SqlText.withoutLiterals(text);
    Check.that(shown.length() <= text.length(), "what is shown is not longer", shown);
    Check.that(shown.indexOf('\'') < 0, "no quote is left", shown);
    String operation = SqlText.operation(text);
    Check.that(
        operation == null || operation.matches("[A-Z]{1,16}"), "an operation is a word", operation);
    Check.allocates(8L * text.length() + 1_024, () -> SqlText.withoutLiterals(text));
  }

  private static String query(SpanMaker bytes, Dialect dialect) {
    StringBuilder query = new StringBuilder("SELECT * FROM t WHERE a = ");
    while (bytes.hasMore()) {
      switch (bytes.number() % 6) {
        case 0 -> query.append(literal(bytes.text() + SECRET + bytes.text(), dialect));
        case 1 -> query.append(literal(bytes.text(), dialect));
        case 2 -> query.append(" AND b = ");
        case 3 -> query.append("/* it's */ ");
        case 4 -> query.append(" -- it's\n");
        default -> query.append(bytes.number());
      }
    }
    return query.toString();
  }

  private static String literal(String text, Dialect dialect) {
    return switch (dialect) {
      case STANDARD -> "'" + text.replace("'", "''") + "'";
      case BACKSLASH -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
      case DOUBLE -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      case DOLLARS -> "$$" + text.replace("$", "") + "$$";
      case TAGS -> "$a$" + text.replace("$a", "$ a") + " $a$";
    };
  }
}
