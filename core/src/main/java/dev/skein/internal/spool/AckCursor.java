package dev.skein.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.zip.CRC32C;

/**
 * How many spans of a folder were acknowledged, in a file of its own. Two places are written in
 * turn, so that one of them is whole whenever the machine stops.
 */
final class AckCursor {
  static final String NAME = "acknowledged";
  private static final int PLACE = 24;

  private final SpoolFiles files;
  private long turn;
  private long saved;

  private AckCursor(SpoolFiles files) {
    this.files = files;
  }

  /** The cursor of a new folder. */
  static AckCursor create(SpoolFiles files) throws IOException {
    AckCursor cursor = new AckCursor(files);
    files.create(NAME).close();
    cursor.write(0);
    return cursor;
  }

  /**
   * The cursor of a folder as it was left.
   *
   * @param otherwise where it stands if that cannot be read
   */
  static AckCursor open(SpoolFiles files, long otherwise) throws IOException {
    AckCursor cursor = new AckCursor(files);
    cursor.saved = -1;
    try (SpoolFile file = files.open(NAME)) {
      for (int place = 0; place < 2; place++) {
        ByteBuffer in = ByteBuffer.allocate(PLACE);
        boolean whole = file.read(in, (long) place * PLACE) == PLACE && in.getInt(16) == crc(in);
        if (whole && in.getLong(0) >= cursor.turn) {
          cursor.turn = in.getLong(0) + 1;
          cursor.saved = in.getLong(8);
        }
      }
    } catch (NoSuchFileException e) {
      files.create(NAME).close();
    }
    if (cursor.saved < 0) {
      cursor.write(otherwise);
    }
    return cursor;
  }

  /** What outlives the process. */
  long saved() {
    return saved;
  }

  /** Moves on. */
  void save(long acknowledged) throws IOException {
    if (acknowledged > saved) {
      write(acknowledged);
    }
  }

  private void write(long acknowledged) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(PLACE).putLong(0, turn).putLong(8, acknowledged);
    out.putInt(16, crc(out));
    try (SpoolFile file = files.open(NAME)) {
      file.write(out.clear(), turn % 2 * PLACE);
    }
    turn++;
    saved = acknowledged;
  }

  private static int crc(ByteBuffer in) {
    CRC32C crc = new CRC32C();
    crc.update(in.duplicate().position(0).limit(16));
    return (int) crc.getValue();
  }
}
