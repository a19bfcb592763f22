package dev.skein.viewer.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** A file of spans that came one after the other. Not thread-safe. */
final class Segment {
  static final Comparator<Segment> OLDEST_FIRST =
      Comparator.comparingLong((Segment segment) -> segment.number);

  private static final String SUFFIX = ".traces";
  private static final int DIGITS = 16;

  final Path path;
  final long number;

  /** All traces that began to arrive in earlier segments have a lower sequence. */
  long tracesBefore;

  long bytes;

  Segment(Path directory, long number) {
    this.path = directory.resolve(HexFormat.of().toHexDigits(number) + SUFFIX);
    this.number = number;
  }

  /** The segments in a directory, oldest first; other files are left alone. */
  static List<Segment> list(Path directory) throws IOException {
    List<Segment> segments = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String digits = name.substring(0, name.length() - SUFFIX.length());
        if (digits.length() == DIGITS
            && digits.chars().allMatch(HexFormat::isHexDigit)
            && Files.isRegularFile(file)) {
          Segment segment = new Segment(directory, HexFormat.fromHexDigitsToLong(digits));
          segment.bytes = Files.size(file);
          segments.add(segment);
        }
      }
    }
    segments.sort(OLDEST_FIRST);
    return segments;
  }
}
