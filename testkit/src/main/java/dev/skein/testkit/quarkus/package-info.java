/**
 * Tests of Quarkus applications: with this jar on the test class path there is a bean of type
 * {@link dev.skein.testkit.TraceRecorder} in every {@code @QuarkusTest} that all spans of the
 * application go to, whatever exporter it defines. It is reset before each test and asked for the
 * {@link dev.skein.testkit.TraceCheck}s after it. {@link
 * dev.skein.testkit.quarkus.OtlpTestResource} is for the packaged application. Off with {@code
 * quarkus.arc.exclude-types=dev.skein.testkit.quarkus.**}.
 */
@NullMarked
package dev.skein.testkit.quarkus;

import org.jspecify.annotations.NullMarked;
