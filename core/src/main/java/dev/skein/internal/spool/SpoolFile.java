package dev.skein.internal.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. An interrupt of the calling thread does not end what it does, and stays set. */
interface SpoolFile extends Closeable {
  long size() throws IOException;

  /** Reads until the buffer is full or the file ends; how many bytes. */
  int read(ByteBuffer target, long position) throws IOException;

  /** Writes everything. After an error any part of it may be written. */
  void write(ByteBuffer source, long position) throws IOException;

  void truncate(long size) throws IOException;

  /** Has the device keep what was written. */
  void force() throws IOException;

  @Override
  void close() throws IOException;
}
