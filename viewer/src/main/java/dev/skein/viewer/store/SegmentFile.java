package dev.skein.viewer.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is only ever made longer. Not thread-safe. */
interface SegmentFile extends Closeable {
  /** How files are made. */
  @FunctionalInterface
  interface Creator {
    /** Makes a file that must not be there yet. */
    SegmentFile create(Path path) throws IOException;
  }

  /** The most bytes of one write: the JDK makes a copy of them outside the heap. */
  int MAX_WRITE = 64 << 10;

  /** Writes all that remains in a buffer, which has an array. */
  void append(ByteBuffer bytes) throws IOException;

  /** Makes sure that what was written outlives the machine. */
  void force() throws IOException;

  /** Takes back what was written after a place. */
  void truncate(long length) throws IOException;

  /** A file of the file system, for its owner only. */
  static SegmentFile create(Path path) throws IOException {
    Files.createFile(path, OwnerOnly.file(path));
    // no channel: that would be closed if the thread that adds has been interrupted
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    return new SegmentFile() {
      @Override
      public void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          int length = Math.min(bytes.remaining(), MAX_WRITE);
          file.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
          bytes.position(bytes.position() + length);
        }
      }

      @Override
      public void force() throws IOException {
        file.getFD().sync();
      }

      @Override
      public void truncate(long length) throws IOException {
        file.setLength(length);
        file.seek(length);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}
