package dev.skein.internal.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a {@link Spool} is made of.
 *
 * @param directory what the folders of all processes are below
 * @param limitBytes the most bytes of segments, those of earlier processes included
 * @param maxAge how long a span may wait
 * @param resource fields of the OTLP message, kept with the spans
 * @param scope fields of the OTLP message, kept with the spans
 * @param wallClock stamps segments; only ever compared across processes
 * @param nanoTime measures ages and pauses
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
public record SpoolConfig(
    Path directory,
    long limitBytes,
    Duration maxAge,
    byte[] resource,
    byte[] scope,
    InstantSource wallClock,
    LongSupplier nanoTime) {}
