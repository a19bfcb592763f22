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
    FORCE
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
      }
    };
  }

  private static void failIf(boolean fault) throws IOException {
    if (fault) {
      throw new IOException("No space left on device");
    }
  }
}
