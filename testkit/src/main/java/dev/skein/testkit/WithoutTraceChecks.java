package dev.skein.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Switches checks off for a test, or for all tests of a class and of the classes nested in it. The
 * same in plain JUnit, in {@code @QuarkusTest}, {@code @MicronautTest} and with Vert.x.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface WithoutTraceChecks {
  /** The checks to leave out; all of them by default. */
  TraceCheck[] value() default {
    TraceCheck.OPEN_SPANS, TraceCheck.SCOPES, TraceCheck.ORPHANS, TraceCheck.DOUBLE_ENDS
  };
}
