package dev.skein.testkit;

import dev.skein.ScopeMisuse;
import dev.skein.Skein;
import java.util.ArrayList;
import java.util.List;

/** A Skein that records here, and how often its scopes had been misused when the test began. */
final class Source {
  private final Skein skein;
  private volatile long outOfOrder;
  private volatile long twice;
  private volatile long elsewhere;
  private volatile long leaked;

  Source(Skein skein) {
    this.skein = skein;
    reset();
  }

  Skein skein() {
    return skein;
  }

  void reset() {
    ScopeMisuse misuse = skein.scopeMisuse();
    outOfOrder = misuse.outOfOrderCount();
    twice = misuse.twiceCount();
    elsewhere = misuse.elsewhereCount();
    leaked = misuse.leakedCount();
  }

  /** What was done to scopes since then, a line each. */
  List<String> misuse() {
    ScopeMisuse misuse = skein.scopeMisuse();
    List<String> found = new ArrayList<>();
    add(misuse.outOfOrderCount() - outOfOrder, "closed before one that was opened later", found);
    add(misuse.twiceCount() - twice, "closed twice", found);
    add(misuse.elsewhereCount() - elsewhere, "closed on another thread or context", found);
    add(misuse.leakedCount() - leaked, "let go after 256 on top of each other", found);
    return found;
  }

  private void add(long count, String what, List<String> found) {
    if (count > 0) {
      found.add(
          "%d scope%s of service %s: %s"
              .formatted(count, count == 1 ? "" : "s", skein.options().serviceName(), what));
    }
  }
}
