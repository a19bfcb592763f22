package dev.skein.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of JUnit tests with {@link SkeinExtension}: a {@link TraceRecorder} and a {@link
 * dev.skein.Skein} of its own for each test, as parameters, and {@link TraceCheck}s after each.
 *
 * <p>Not for {@code @QuarkusTest} and {@code @MicronautTest}, where the application brings its
 * Skein and the kit the recorder, as a bean.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(SkeinExtension.class)
public @interface SkeinTest {
  /** The name of the service that the spans are of. */
  String serviceName() default "test";

  /** Whether failures show where spans were started with the whole stack. */
  boolean captureStacks() default false;

  /** How long the checks wait for spans to end and scopes to be closed, in milliseconds. */
  long patienceMillis() default 5000;
}
