package dev.skein.testkit;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where something began: the thread, and the first frames that are not Skein's own.
 *
 * @param frames the innermost first; one, or as many as there are when whole stacks are kept
 */
record Origin(String thread, List<StackTraceElement> frames) {
  private static final StackWalker WALKER = StackWalker.getInstance();

  /** The caller of Skein. Costs a few microseconds, or some dozens for the whole stack. */
  static Origin here(boolean wholeStack) {
    List<StackTraceElement> frames =
        WALKER.walk(
            stack -> {
              Stream<StackTraceElement> callers =
                  stack.dropWhile(Origin::isSkein).map(StackFrame::toStackTraceElement);
              return (wholeStack ? callers : callers.limit(1)).collect(Collectors.toList());
            });
    return new Origin(Thread.currentThread().getName(), List.copyOf(frames));
  }

  /** What every span passes through and tells nobody anything; an adapter's frame does. */
  private static boolean isSkein(StackFrame frame) {
    String name = frame.getClassName();
    int dot = name.lastIndexOf('.');
    String owner = dot < 0 ? "" : name.substring(0, dot);
    return owner.equals("dev.skein")
        || owner.equals("dev.skein.http")
        || name.equals(TraceRecorder.class.getName())
        || name.equals(WatchedStorage.class.getName())
        || name.equals(Origin.class.getName());
  }

  /** As it is put into a message, indented by four spaces. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("on thread \"").append(thread).append('"');
    for (StackTraceElement frame : frames) {
      out.append("\n    at ").append(frame);
    }
    return out.toString();
  }
}
