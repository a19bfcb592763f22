package dev.skein.testkit.vertx;

import dev.skein.testkit.SkeinTest;
import io.vertx.junit5.VertxExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of JUnit tests whose {@code Vertx} parameter is traced with Skein, and recorded by the
 * {@link dev.skein.testkit.TraceRecorder} parameter: {@link SkeinTest} and {@link VertxExtension}
 * in one. Needs {@code skein-vertx} and {@code vertx-junit5} on the class path.
 *
 * <p>Put {@code @SkeinTest(...)} beside it to change its settings.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SkeinTest
@ExtendWith({SkeinVertxExtension.class, VertxExtension.class})
public @interface SkeinVertxTest {}
