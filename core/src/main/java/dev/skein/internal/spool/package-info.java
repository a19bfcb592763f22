/**
 * The spool: ended spans on disk, so that they outlive the process. Internal to Skein, not API.
 *
 * <p>Below the configured directory every process (every Skein instance) has a folder of its own,
 * held by a file lock: append-only segments of records, a cursor that says what was acknowledged,
 * and a page of counters. A folder whose lock is free belongs to nobody any more, and the next
 * process that looks takes it over.
 */
package dev.skein.internal.spool;
