package dev.skein.viewer.analysis;

import dev.skein.SpanKind;

/**
 * Whose parent is whose. Spans are numbers; how those of one id are found is left to whoever has
 * them.
 *
 * <p>Ids should be unique, but Zipkin's clients give both sides of a call one id. Then the
 * receiving side becomes the child of the sending one, and a span below that id is given to the
 * side of its own process, else of its own service, else to the receiving side, which is where work
 * is done.
 */
abstract class ParentRule {
  static final int NONE = -1;

  /** More spans than that with one id are no two sides of a call, and are not searched through. */
  private static final int MAX_SHARING = 8;

  /** The first span that has the id of this one. */
  abstract int firstOfSameId(int span);

  /**
   * The first span of the id that this one names as its parent's; {@link #NONE} if there is none,
   * if it names none, or its own.
   */
  abstract int firstOfParentId(int span);

  /** The next span of the same id; {@link #NONE} after the last one. */
  abstract int nextOfId(int span);

  abstract SpanKind kind(int span);

  /** How near two spans are: 0, or more if they are of one service, still more for one process. */
  abstract int nearness(int span, int other);

  /** The parent of a span; {@link #NONE} if it has none or that is not here. */
  final int parent(int span) {
    int sender = sender(span);
    return sender == NONE ? nearest(span) : sender;
  }

  /** The other side of a call whose receiving side this is. */
  private int sender(int span) {
    if (!Roles.receives(kind(span))) {
      return NONE;
    }
    SpanKind wanted = kind(span) == SpanKind.SERVER ? SpanKind.CLIENT : SpanKind.PRODUCER;
    int searched = 0;
    for (int other = firstOfSameId(span);
        other != NONE && searched < MAX_SHARING;
        other = nextOfId(other)) {
      if (kind(other) == wanted) {
        return other;
      }
      searched++;
    }
    return NONE;
  }

  private int nearest(int span) {
    int nearest = firstOfParentId(span);
    if (nearest == NONE || nextOfId(nearest) == NONE) {
      return nearest;
    }
    int best = -1;
    int searched = 0;
    for (int other = nearest; other != NONE && searched < MAX_SHARING; other = nextOfId(other)) {
      int nearness = 2 * nearness(span, other) + (Roles.receives(kind(other)) ? 1 : 0);
      if (nearness > best) {
        nearest = other;
        best = nearness;
      }
      searched++;
    }
    return nearest;
  }
}
