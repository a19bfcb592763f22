package dev.skein.benchmarks.viewer;

import java.nio.file.Path;
import java.util.List;

/**
 * What is measured.
 *
 * @param viewer the viewer's runnable jar
 * @param zipkin the Zipkin server's
 */
record Subjects(Path viewer, Path zipkin) {
  static final String VIEWER = "skein";
  static final String ZIPKIN = "zipkin";
  static final List<String> ALL = List.of(VIEWER, ZIPKIN);

  Path jar(String subject) {
    return subject.equals(VIEWER) ? viewer : zipkin;
  }
}
