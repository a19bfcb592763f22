package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which calls only ask, so that their place among others does not matter, as far as their
 * attributes tell. What is not certain counts as more than that.
 */
final class Reads {
  /** Words of statements that lock rows, take numbers or write, though they begin with SELECT. */
  private static final Set<String> MORE_THAN_READING =
      Set.of(
          "UPDATE", "SHARE", "LOCK", "INTO", "NEXTVAL", "NEXT", "INSERT", "DELETE", "MERGE",
          "CALL");

  /** A longer statement is not looked through. */
  static final int MAX_STATEMENT = 10_000;

  private Reads() {}

  /** Whether a call only asks. */
  static boolean isRead(SpanData call) {
    return isGet(call) || isQuery(call);
  }

  private static boolean isGet(SpanData call) {
    String method = text(call, "http.request.method", "http.method");
    return call.kind() == SpanKind.CLIENT && (method.equals("GET") || method.equals("HEAD"));
  }

  /** Whether a call only asks a database: by its statement, or its operation and table. */
  static boolean isQuery(SpanData call) {
    if (!isDatabase(call)) {
      return false;
    }
    String statement = text(call, "db.query.text", "db.statement");
    return statement.isEmpty()
        ? text(call, "db.operation.name", "db.operation").equalsIgnoreCase("SELECT")
            && !text(call, "db.collection.name", "db.sql.table").isEmpty()
        : isSelect(statement);
  }

  /** Whether a call goes to a database. */
  static boolean isDatabase(SpanData call) {
    return call.kind() == SpanKind.CLIENT
        && (!text(call, "db.system.name", "db.system").isEmpty()
            || !text(call, "db.query.text", "db.statement").isEmpty()
            || !text(call, "db.operation.name", "db.operation").isEmpty());
  }

  /** Whether a statement selects from tables and does nothing else. */
  private static boolean isSelect(String statement) {
    if (statement.length() > MAX_STATEMENT) {
      return false;
    }
    boolean first = true;
    boolean from = false;
    // what is in quotation marks is looked at as well: it can only make the answer a no
    for (String word : statement.toUpperCase(Locale.ROOT).split("[^A-Z0-9_$]+", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      if ((first && !word.equals("SELECT")) || MORE_THAN_READING.contains(word)) {
        return false;
      }
      first = false;
      from |= word.equals("FROM");
    }
    return from;
  }

  private static String text(SpanData call, String name, String oldName) {
    Map<String, Object> attributes = call.attributes();
    Object value = attributes.get(name);
    Object text = value == null ? attributes.get(oldName) : value;
    return text instanceof String known ? known : "";
  }
}
