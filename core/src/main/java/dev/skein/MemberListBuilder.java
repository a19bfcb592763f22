package dev.skein;

import dev.skein.internal.Nullable;

/**
 * Makes the canonical form of a received list. As long as every member is kept as it stands, the
 * result is the received text itself; a copy is made only from the first difference on. Not
 * thread-safe.
 */
final class MemberListBuilder {
  private final String received;
  private int keptTo;
  private int size;
  private @Nullable StringBuilder copy;

  MemberListBuilder(String received) {
    this.received = received;
  }

  /**
   * Keeps a member of the received text; members come in their order.
   *
   * @param from the first char after the comma before the member
   * @param start the first char of the member
   * @param end the first char behind the member
   */
  void keep(int from, int start, int end) {
    boolean adjacent = from == (size == 0 ? 0 : keptTo + 1);
    if (copy == null && adjacent && start == from) {
      keptTo = end;
      size++;
    } else {
      next().append(received, start, end);
    }
  }

  /** Puts a member in the place of one of the received text. */
  void replace(String member) {
    next().append(member);
  }

  int size() {
    return size;
  }

  String text() {
    return copy == null ? received.substring(0, keptTo) : copy.toString();
  }

  private StringBuilder next() {
    if (copy == null) {
      copy = new StringBuilder(received.length()).append(received, 0, keptTo);
    }
    if (size++ > 0) {
      copy.append(',');
    }
    return copy;
  }
}
