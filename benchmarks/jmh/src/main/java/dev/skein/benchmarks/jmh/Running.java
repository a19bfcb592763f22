package dev.skein.benchmarks.jmh;

import dev.skein.benchmarks.Destination;
import dev.skein.benchmarks.Subject;
import dev.skein.benchmarks.Subjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A subject whose spans are discarded, while a benchmark uses it. At its end it says how many of
 * them were dropped before they reached the exporter, in the file that a system property names: a
 * figure for spans that were mostly thrown away is a figure for something else.
 */
final class Running {
  /** The system property with the path of that file. */
  static final String REPORT = "skein.benchmarks.report";

  static final Running NONE = new Running(Subjects.BARE, Destination.discarding());

  private final Subject subject;
  private final Destination destination;

  private Running(String name, Destination destination) {
    this.subject = Subjects.create(name, destination);
    this.destination = destination;
  }

  static Running start(String subject) {
    return new Running(subject, Destination.discarding());
  }

  Subject subject() {
    return subject;
  }

  void stop() {
    subject.flush(Duration.ofSeconds(5));
    long dropped = subject.dropped();
    long discarded = destination.discarded();
    subject.close();
    String report = System.getProperty(REPORT);
    if (report != null) {
      try {
        Files.writeString(Path.of(report), dropped + " " + discarded);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
