package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the calls that one span makes say: one for each of many things, again, one by one. */
final class CallHints {
  /** Fewer calls of a kind are written down one by one as often as they come from a loop. */
  static final int MIN_REPEATED = 5;

  /** Repeated calls that take less of the trace together are not worth a remark… */
  static final double MIN_REPEATED_PART = 0.05;

  /** …unless there are so many that they will be slow on another day. */
  static final int MANY_REPEATED = 20;

  /** What running calls at once would save has to be this part of the trace, or nobody cares. */
  static final double MIN_SAVED_PART = 0.2;

  /** A saving below that is not worth threads. */
  static final long MIN_SAVED_NANOS = 5_000_000;

  /** After a longer pause the first answer has probably been worked on to ask the next. */
  static final long MAX_PAUSE_NANOS = 1_000_000;

  /** Of each kind, only what takes the most time is told. */
  static final int MAX_OF_A_KIND = 3;

  /** As much of an address or a statement is looked at to tell whether calls are alike. */
  static final int MAX_SHAPE = 500;

  /** Attributes that say what exactly is called; of calls that are alike they differ. */
  private static final List<String> TARGET =
      List.of("url.full", "http.url", "url.path", "http.target", "db.query.text", "db.statement");

  /** Calls that are alike. Comparable, for one can choose texts that have one hash. */
  private record Likeness(SpanKind kind, String name, String callee, String target)
      implements Comparable<Likeness> {
    private static final Comparator<Likeness> ORDER =
        Comparator.comparing(Likeness::target)
            .thenComparing(Likeness::name)
            .thenComparing(Likeness::callee)
            .thenComparing(Likeness::kind);

    @Override
    public int compareTo(Likeness other) {
      return ORDER.compare(this, other);
    }
  }

  /** Calls one after another, and what they took. */
  private static final class Run {
    final List<SpanNode> calls = new ArrayList<>();
    long total;
    long longest;
    int failed;

    void add(SpanNode call) {
      calls.add(call);
      total += call.durationNanos();
      longest = Math.max(longest, call.durationNanos());
      failed += call.failed() ? 1 : 0;
    }

    SpanNode first() {
      return calls.get(0);
    }

    SpanNode last() {
      return calls.get(calls.size() - 1);
    }

    boolean isFollowedBy(SpanNode call) {
      return call.offsetNanos() >= last().endNanos();
    }

    List<Integer> spans() {
      return calls.stream().map(SpanNode::index).toList();
    }
  }

  private final NodeTree tree;
  private final List<Run> repeated = new ArrayList<>();
  private final List<Run> retried = new ArrayList<>();
  private final List<Run> sequential = new ArrayList<>();

  /** How many of the spans before one are on the critical path. */
  private final int[] criticalBefore;

  private CallHints(NodeTree tree) {
    this.tree = tree;
    this.criticalBefore = new int[tree.nodes().size() + 1];
    for (SpanNode node : tree.nodes()) {
      int critical = node.criticalNanos() > 0 ? 1 : 0;
      criticalBefore[node.index() + 1] = criticalBefore[node.index()] + critical;
    }
  }

  static List<Hint> find(NodeTree tree) {
    CallHints hints = new CallHints(tree);
    for (SpanNode node : tree.nodes()) {
      if (node.childCount() > 1) {
        hints.look(tree.children(node));
      }
    }
    List<Hint> found = new ArrayList<>();
    longest(hints.retried).forEach(run -> found.add(hints.retries(run)));
    longest(hints.repeated).forEach(run -> found.add(hints.nPlusOne(run)));
    longest(hints.sequential).forEach(run -> found.add(hints.sequentialCalls(run)));
    return found;
  }

  private static List<Run> longest(List<Run> runs) {
    return runs.stream()
        .sorted(Comparator.<Run>comparingLong(run -> run.total).reversed())
        .limit(MAX_OF_A_KIND)
        .toList();
  }

  private void look(List<SpanNode> siblings) {
    Map<Likeness, Run> alike = new LinkedHashMap<>();
    Map<Likeness, Run> same = new LinkedHashMap<>();
    BitSet told = new BitSet();
    for (SpanNode call : siblings) {
      if (isCall(call)) {
        extendRepeated(call, alike, told);
        extendRetried(call, same);
      }
    }
    alike.values().forEach(run -> endRepeated(run, told));
    same.values().forEach(this::endRetried);
    lookForSequential(siblings, told);
  }

  /** A call, or something inside that makes one: a method of a repository, say. */
  private boolean isCall(SpanNode node) {
    SpanKind kind = node.span().kind();
    return Roles.sends(kind)
        || (kind == SpanKind.INTERNAL
            && tree.children(node).stream()
                .anyMatch(child -> child.span().kind() == SpanKind.CLIENT));
  }

  private Likeness likeness(SpanNode call, String target) {
    @Nullable SpanNode callee = tree.callee(call);
    String named =
        callee == null ? Words.callee(call.span()) : callee.service() + '\n' + callee.span().name();
    return new Likeness(call.span().kind(), call.span().name(), named, target);
  }

  private static String target(SpanNode call) {
    for (String name : TARGET) {
      Object target = call.span().attributes().get(name);
      if (target != null) {
        return target.toString();
      }
    }
    return "";
  }

  /**
   * What a target has in common with those of other things: without what is between quotation marks
   * and without words that hold a digit, which are ids for the most part; up to a length that tells
   * statements apart.
   */
  static String shape(String target) {
    StringBuilder shape = new StringBuilder();
    int end = Math.min(target.length(), MAX_SHAPE);
    for (int i = 0; i < end; ) {
      char c = target.charAt(i);
      int from = i++;
      if (c == '\'') {
        i = Math.max(i, target.indexOf('\'', i) + 1);
        shape.append('#');
      } else if (isWord(c)) {
        boolean digit = Character.isDigit(c);
        for (; i < end && isWord(target.charAt(i)); i++) {
          digit |= Character.isDigit(target.charAt(i));
        }
        shape.append(digit ? "#" : target.substring(from, i));
      } else {
        shape.append(c);
      }
    }
    return shape.toString();
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }

  private void extendRepeated(SpanNode call, Map<Likeness, Run> open, BitSet told) {
    // who answers says what was asked for better than the address
    Likeness likeness = likeness(call, tree.callee(call) == null ? shape(target(call)) : "");
    Run run = open.get(likeness);
    if (run == null || !run.isFollowedBy(call)) {
      if (run != null) {
        endRepeated(run, told);
      }
      run = new Run();
      open.put(likeness, run);
    }
    run.add(call);
  }

  private void endRepeated(Run run, BitSet told) {
    int count = run.calls.size();
    // what mostly fails is tried again, not done for each of many
    if (count >= MIN_REPEATED
        && run.failed * 2 <= count
        && (count >= MANY_REPEATED || tree.isPart(run.total, MIN_REPEATED_PART))) {
      repeated.add(run);
      run.calls.forEach(call -> told.set(call.index()));
    }
  }

  private void extendRetried(SpanNode call, Map<Likeness, Run> open) {
    if (call.span().kind() == SpanKind.INTERNAL) {
      return;
    }
    Likeness likeness = likeness(call, target(call));
    Run run = open.get(likeness);
    if (run == null || !run.last().failed() || !run.isFollowedBy(call)) {
      if (run != null) {
        endRetried(run);
      }
      run = new Run();
      open.put(likeness, run);
    }
    run.add(call);
  }

  private void endRetried(Run run) {
    if (run.calls.size() > 1) {
      retried.add(run);
    }
  }

  private void lookForSequential(List<SpanNode> siblings, BitSet told) {
    Run run = new Run();
    Set<String> targets = new HashSet<>();
    Set<String> written = written(siblings);
    for (SpanNode call : siblings) {
      boolean candidate = isRead(call, written) && !told.get(call.index()) && !call.failed();
      String target = candidate ? wholeTarget(call) : "";
      if (!candidate || targets.contains(target) || !goesOn(run, call)) {
        // a sibling that ran beside the run shows that things run at once here already
        boolean overlapped = !run.calls.isEmpty() && !run.isFollowedBy(call);
        endSequential(overlapped ? new Run() : run);
        run = new Run();
        targets.clear();
      }
      if (candidate) {
        run.add(call);
        targets.add(target);
      }
    }
    endSequential(run);
  }

  private static boolean goesOn(Run run, SpanNode call) {
    return !run.calls.isEmpty()
        && run.isFollowedBy(call)
        && call.offsetNanos() - run.last().endNanos() <= MAX_PAUSE_NANOS;
  }

  private static String wholeTarget(SpanNode call) {
    return call.span().name() + '\n' + Words.callee(call.span()) + '\n' + target(call);
  }

  private void endSequential(Run run) {
    long saved = run.total - run.longest;
    if (run.calls.size() > 1
        && saved >= MIN_SAVED_NANOS
        && tree.isPart(saved, MIN_SAVED_PART)
        && run.calls.stream().allMatch(this::isCritical)) {
      sequential.add(run);
    }
  }

  /** Whether the trace waited for a call or something below it. */
  private boolean isCritical(SpanNode call) {
    int end = call.index() + call.descendantCount() + 1;
    return criticalBefore[end] > criticalBefore[call.index()];
  }

  /**
   * The databases that some of these calls do more with than read: the others may be of the same
   * transaction, which has one connection.
   */
  private static Set<String> written(List<SpanNode> calls) {
    Set<String> written = new HashSet<>();
    for (SpanNode call : calls) {
      if (Reads.isDatabase(call.span()) && !Reads.isQuery(call.span())) {
        written.add(Words.callee(call.span()));
      }
    }
    return written;
  }

  private static boolean isRead(SpanNode call, Set<String> written) {
    return Reads.isRead(call.span())
        && !(Reads.isDatabase(call.span()) && written.contains(Words.callee(call.span())));
  }

  private Hint nPlusOne(Run run) {
    SpanNode call = run.first();
    String times = Words.count(run.calls.size(), "time", "times");
    return new Hint(
        Hint.Kind.N_PLUS_ONE,
        Words.span(call) + " runs " + times + " in a row",
        caller(call)
            + " calls "
            + calleeOr(call, "it")
            + " once for each of "
            + run.calls.size()
            + " things, one after another: "
            + DurationText.of(run.total)
            + ", "
            + tree.share(run.total)
            + ". One call for all of them, or several at once, could take about as long as the"
            + " slowest one, "
            + DurationText.of(run.longest)
            + ".",
        run.spans());
  }

  private Hint retries(Run run) {
    SpanNode call = run.first();
    SpanNode last = run.last();
    long lost = run.total - (last.failed() ? 0 : last.durationNanos());
    return new Hint(
        Hint.Kind.RETRIES,
        Words.span(call) + " was tried " + run.calls.size() + " times",
        (last.failed() ? "Every attempt failed" : "Only the last attempt succeeded")
            + "; "
            + DurationText.of(lost)
            + " went into those that failed, "
            + DurationText.of(last.offsetNanos() - call.offsetNanos())
            + " from the first attempt to the last."
            + because(call),
        run.spans());
  }

  private static String because(SpanNode call) {
    String failure = Words.failure(call.span());
    return failure.isEmpty() ? "" : " The first one failed with " + failure + ".";
  }

  private Hint sequentialCalls(Run run) {
    return new Hint(
        Hint.Kind.SEQUENTIAL_CALLS,
        run.calls.size() + " calls run one after another and could run at once",
        caller(run.first())
            + " waits "
            + DurationText.of(run.total)
            + " for calls that only read and do not overlap, from "
            + Words.quoted(run.first().span().name())
            + " to "
            + Words.quoted(run.last().span().name())
            + ". If none needs the answer of another, "
            + (run.calls.stream().anyMatch(call -> Reads.isDatabase(call.span()))
                ? "and no transaction holds them together, they could run at once, each on a"
                    + " connection of its own,"
                : "they could run at once")
            + " and take as long as the slowest, "
            + DurationText.of(run.longest)
            + ": "
            + DurationText.of(run.total - run.longest)
            + " less, "
            + tree.share(run.total - run.longest)
            + ".",
        run.spans());
  }

  private String caller(SpanNode call) {
    return Words.span(tree.node(call.parent()));
  }

  private String calleeOr(SpanNode call, String otherwise) {
    @Nullable SpanNode callee = tree.callee(call);
    String name = callee == null ? Words.callee(call.span()) : Words.service(callee.service());
    return name.isEmpty() ? otherwise : name;
  }
}
