package dev.skein.benchmarks.jmh;

import dev.skein.benchmarks.Outgoing;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a thread has for itself: its place among the exchanges, and the headers that it writes. */
@State(Scope.Thread)
public class Cursor {
  final Outgoing outgoing = new Outgoing();
  private int next;

  int next() {
    return next++;
  }
}
