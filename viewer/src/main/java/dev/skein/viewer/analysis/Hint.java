package dev.skein.viewer.analysis;

import java.util.List;
import java.util.Objects;

/**
 * Something that a person who looks at the trace would say of it. Immutable. The texts hold names
 * from the spans as they are: whoever shows them has to see to it that they are text.
 *
 * @param kind what it is about
 * @param title a line
 * @param detail what was seen, with its figures, in plain words
 * @param spans numbers of the {@link SpanNode}s that it is about, in their order
 */
public record Hint(Kind kind, String title, String detail, List<Integer> spans) {
  /** What hints are about. */
  public enum Kind {
    /** Where errors began. */
    ERRORS("errors"),
    /** Spans that have not come. */
    INCOMPLETE("incomplete"),
    /** A call that was tried again. */
    RETRIES("retries"),
    /** One call for each of many things. */
    N_PLUS_ONE("n-plus-one"),
    /** Calls that wait for each other, perhaps for nothing. */
    SEQUENTIAL_CALLS("sequential-calls"),
    /** Time of which no span tells. */
    GAP("gap"),
    /** The span that took the most time itself. */
    SLOWEST_SELF_TIME("slowest-self-time"),
    /** Clocks that differ. */
    CLOCK_SKEW("clock-skew");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** Its name in the API. */
    public String id() {
      return id;
    }
  }

  public Hint {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(detail, "detail");
    spans = List.copyOf(spans);
  }
}
