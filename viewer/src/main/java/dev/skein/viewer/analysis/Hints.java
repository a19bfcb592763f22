package dev.skein.viewer.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that is to be said of a trace. */
final class Hints {
  private Hints() {}

  static List<Hint> of(NodeTree tree) {
    List<Hint> hints = new ArrayList<>(FlawHints.errors(tree));
    hints.addAll(FlawHints.incomplete(tree));
    hints.addAll(FlawHints.skew(tree));
    hints.addAll(CallHints.find(tree));
    hints.addAll(TimeHints.find(tree));
    hints.sort(Comparator.comparing(Hint::kind));
    return List.copyOf(hints);
  }
}
