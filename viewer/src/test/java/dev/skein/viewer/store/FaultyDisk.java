package dev.skein.viewer.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Makes files that refuse what they are told to. Not thread-safe. */
final class FaultyDisk implements SegmentFile.Creator {
  /** What it refuses. */
  enum Fault {
    NONE,
    CREATE,
    APPEND,
    APPEND_HALF,
    APPEND_AND_TRUNCATE,
    /** Has room for the header of a file only. */
    APPEND_RECORD,
    /** The process lacks memory in the middle of a record. */
    OUT_OF_MEMORY,
    FORCE,
    CLOSE
  }

  Fault fault = Fault.NONE;

  /** How often it was asked for something. */
  int attempts;

  @Override
  public SegmentFile create(Path path) throws IOException {
    attempts++;
    failIf(fault == Fault.CREATE);
    SegmentFile file = SegmentFile.create(path);
    return new SegmentFile() {
      @Override
      public void append(ByteBuffer bytes) throws IOException {
        attempts++;
        failIf(fault == Fault.APPEND);
        if (fault == Fault.APPEND_HALF || fault == Fault.APPEND_AND_TRUNCATE) {
          file.append(bytes.slice(0, bytes.limit() / 2));
          failIf(true);
        }
        failIf(fault == Fault.APPEND_RECORD && bytes.remaining() > SegmentFormat.HEADER);
        if (fault == Fault.OUT_OF_MEMORY) {
          file.append(bytes.slice(0, bytes.limit() / 2));
          throw new OutOfMemoryError("Java heap space");
        }
        file.append(bytes);
      }

      @Override
      public void force() throws IOException {
        failIf(fault == Fault.FORCE);
        file.force();
      }

      @Override
      public void truncate(long length) throws IOException {
        failIf(fault == Fault.APPEND_AND_TRUNCATE);
        file.truncate(length);
      }

      @Override
      public void close() throws IOException {
        file.close();
        failIf(fault == Fault.CLOSE);
      }
    };
  }

  private static void failIf(boolean fault) throws IOException {
    if (fault) {
      throw new IOException("No space left on device");
    }
  }
}
