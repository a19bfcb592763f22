/**
 * Tests of Micronaut applications: with this jar on the test class path there is a bean of type
 * {@link dev.skein.testkit.TraceRecorder} that all spans of the application go to, whatever
 * exporter it defines. In {@code @MicronautTest} it is reset before each test and asked for the
 * {@link dev.skein.testkit.TraceCheck}s after it. Off with {@code skein-testkit.enabled=false}.
 */
@NullMarked
package dev.skein.testkit.micronaut;

import org.jspecify.annotations.NullMarked;
