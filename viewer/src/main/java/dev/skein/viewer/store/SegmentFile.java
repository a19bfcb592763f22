package dev.skein.viewer.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is only ever made longer. Not thread-safe. */
interface SegmentFile extends Closeable {
  /** How files are made. */
  @FunctionalInterface
  interface Creator {
    /** Makes a file that must not be there yet. */
    SegmentFile create(Path path) throws IOException;
  }

  /** Writes all that remains in a buffer. */
  void append(ByteBuffer bytes) throws IOException;

  /** Makes sure that what was written outlives the machine. */
  void force() throws IOException;

  /** Takes back what was written after a place. */
  void truncate(long length) throws IOException;

  /** A file of the file system. */
  static SegmentFile create(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new SegmentFile() {
      @Override
      public void append(ByteBuffer bytes) throws IOException {
        // the JDK keeps a copy outside the heap, as large as the largest write, for each thread
        int end = bytes.limit();
        while (bytes.position() < end) {
          bytes.limit(Math.min(end, bytes.position() + MAX_WRITE));
          channel.write(bytes);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(true);
      }

      @Override
      public void truncate(long length) throws IOException {
        channel.truncate(length);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** The most bytes of one write. */
  int MAX_WRITE = 256 << 10;
}
