package dev.skein.testkit;

import java.lang.reflect.AnnotatedElement;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is checked after every test, unless {@link WithoutTraceChecks} says otherwise; in any other
 * framework by {@link TraceRecorder#verify(Set)}.
 */
public enum TraceCheck {
  /** Every span that was started has ended. */
  OPEN_SPANS,

  /** Every scope was closed: once, where it was opened, and in the reverse order of opening. */
  SCOPES,

  /** Every span's parent was recorded in this test, or is remote, or was open before the test. */
  ORPHANS,

  /** Every span was ended once. */
  DOUBLE_ENDS;

  /** All of them. */
  public static Set<TraceCheck> all() {
    return EnumSet.allOf(TraceCheck.class);
  }

  /**
   * The checks that are on for a test: all but those that its method, its class, a superclass or a
   * class around them switches off.
   *
   * @param testMethod null outside of a method
   */
  public static Set<TraceCheck> of(@Nullable AnnotatedElement testMethod, Class<?> testClass) {
    Set<TraceCheck> checks = all();
    if (testMethod != null) {
      remove(testMethod, checks);
    }
    for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
      remove(type, checks);
    }
    return checks;
  }

  private static void remove(AnnotatedElement element, Set<TraceCheck> checks) {
    WithoutTraceChecks without = element.getAnnotation(WithoutTraceChecks.class);
    if (without != null) {
      for (TraceCheck check : without.value()) {
        checks.remove(check);
      }
    }
  }
}
