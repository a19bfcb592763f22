package dev.skein.viewer.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a query says of names, found out once for each of them. For one thread, under the store's
 * lock; names may come and go between two uses.
 */
final class NameFilter {
  private final @Nullable String operation;
  private final @Nullable TextPart text;
  private final Names names;
  private @Nullable String[] seen = new String[0];
  private boolean[] states = new boolean[0];

  NameFilter(TraceQuery query, Names names) {
    this.operation = query.operation();
    this.text = query.text() == null ? null : new TextPart(query.text());
    this.names = names;
  }

  /** Whether it does not matter. */
  boolean takesAll() {
    return operation == null && text == null;
  }

  /** Whether no name is meant. */
  boolean takesNone() {
    return operation != null && (names.find(operation) < 0 || !takes(operation));
  }

  @SuppressWarnings("ReferenceEquality") // another name has come in the place of one that is gone
  boolean takes(int name) {
    String wanted = names.text(name);
    if (name >= states.length) {
      seen = Arrays.copyOf(seen, names.limit());
      states = Arrays.copyOf(states, names.limit());
    }
    if (seen[name] != wanted) {
      seen[name] = wanted;
      states[name] = (operation == null || operation.equals(wanted)) && takes(wanted);
    }
    return states[name];
  }

  private boolean takes(String name) {
    return text == null || text.in(name);
  }
}
