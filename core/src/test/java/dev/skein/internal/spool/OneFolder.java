package dev.skein.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** A folder with one segment and a cursor that was never moved. */
final class OneFolder implements SpoolFiles {
  private final byte[] segment;
  private final int size;
  private final byte[] cursor = new byte[48];

  OneFolder(byte[] segment, int size) {
    this.segment = segment;
    this.size = size;
  }

  @Override
  public List<String> names() {
    return List.of(Segment.name(0));
  }

  @Override
  public long size(String name) {
    return size;
  }

  @Override
  public SpoolFile create(String name) throws IOException {
    return open(name);
  }

  @Override
  public SpoolFile open(String name) throws IOException {
    if (name.equals(AckCursor.NAME)) {
      return MemoryRoot.MemoryFile.of(cursor, cursor.length);
    }
    if (!name.equals(Segment.name(0))) {
      throw new NoSuchFileException(name);
    }
    return MemoryRoot.MemoryFile.of(segment, size);
  }

  @Override
  public void delete(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public ByteBuffer map(String name, int mapped) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public boolean intact(String name) {
    return true;
  }

  @Override
  public long spareBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public void remove() {}

  @Override
  public void release() {}
}
