package dev.skein.viewer.terminal;

import dev.skein.viewer.ingest.DecodedSpans;
import dev.skein.viewer.ingest.MalformedSpansException;
import dev.skein.viewer.ingest.SpanDecoder;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.text.PrintableText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files named on the command line. All of them are read before anything is started: a mistake is
 * told at once, and leaves nothing behind.
 */
final class SpanFiles {
  private final List<DecodedSpans> contents = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private SpanFiles() {}

  /**
   * Reads files of any format that the viewer takes.
   *
   * @throws CommandFailure if one cannot be read
   */
  static SpanFiles read(List<Path> files) {
    SpanFiles read = new SpanFiles();
    for (Path file : files) {
      DecodedSpans spans = decode(file);
      read.contents.add(spans);
      if (spans.rejected() > 0) {
        read.problems.add(
            file + ": " + spans.rejected() + " spans are left out: " + spans.reason());
      }
    }
    return read;
  }

  private static DecodedSpans decode(Path file) {
    try {
      return SpanDecoder.any(Files.readAllBytes(file), Integer.MAX_VALUE);
    } catch (MalformedSpansException e) {
      throw failure(file, e.getMessage());
    } catch (NoSuchFileException e) {
      throw failure(file, "there is no such file");
    } catch (AccessDeniedException e) {
      throw failure(file, "it may not be read");
    } catch (IOException e) {
      throw failure(file, Files.isDirectory(file) ? "that is a directory" : e.getMessage());
    } catch (OutOfMemoryError e) {
      throw failure(file, "it is too large for the memory that there is (-Xmx)");
    }
  }

  private static CommandFailure failure(Path file, @Nullable String reason) {
    return new CommandFailure(CommandFailure.USAGE, PrintableText.clean(file + ": " + reason));
  }

  /** What is to be said about spans that are left out. */
  List<String> problems() {
    return problems;
  }

  /** Adds all spans to a store. */
  void addTo(TraceStore store) {
    contents.forEach(content -> store.add(content.spans()));
  }
}
