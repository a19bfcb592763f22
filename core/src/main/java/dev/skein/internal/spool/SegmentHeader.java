package dev.skein.internal.spool;

import dev.skein.internal.Nullable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.zip.CRC32C;

/**
 * What a segment begins with: who wrote it and when. It is there twice, so that one damaged byte
 * does not make all its records unreadable.
 */
final class SegmentHeader {
  /** The most bytes of one copy. */
  static final int MAX_BYTES = 256 << 10;

  private static final long MAGIC = 0x534B45494E53504CL; // SKEINSPL
  private static final int VERSION = 1;

  /**
   * Magic, version, two lengths, salt, creation, first sequence; then the two arrays, and a CRC.
   */
  private static final int FIXED = 44;

  private static final int CRC = 4;

  /** Begins every checksum, so that a record inside the text of a span is none. */
  final long salt;

  final long createdMillis;

  /** The number of the first span in the folder. */
  final long first;

  final byte[] resource;
  final byte[] scope;

  SegmentHeader(long salt, long createdMillis, long first, byte[] resource, byte[] scope) {
    this.salt = salt;
    this.createdMillis = createdMillis;
    this.first = first;
    this.resource = resource;
    this.scope = scope;
  }

  /** The header of a segment that begins now. */
  static SegmentHeader create(SpoolConfig config, long first) {
    return new SegmentHeader(
        new SecureRandom().nextLong(),
        config.wallClock().millis(),
        first,
        config.resource(),
        config.scope());
  }

  /** The same with these arrays. */
  SegmentHeader from(byte[] knownResource, byte[] knownScope) {
    return new SegmentHeader(salt, createdMillis, first, knownResource, knownScope);
  }

  /** Where the first record begins. */
  int dataStart() {
    return 2 * copyBytes();
  }

  private int copyBytes() {
    return FIXED + resource.length + scope.length + CRC;
  }

  ByteBuffer encode() throws IOException {
    if ((long) resource.length + scope.length > MAX_BYTES - FIXED - CRC) {
      throw new IOException("the resource is too large for a spool");
    }
    ByteBuffer out = ByteBuffer.allocate(dataStart());
    for (int copy = 0; copy < 2; copy++) {
      int start = out.position();
      out.putLong(MAGIC).putInt(VERSION).putInt(resource.length).putInt(scope.length);
      out.putLong(salt).putLong(createdMillis).putLong(first).put(resource).put(scope);
      out.putInt(crc(out, start, out.position() - start));
    }
    return out.flip();
  }

  private static int crc(ByteBuffer in, int start, int length) {
    CRC32C crc = new CRC32C();
    crc.update(in.duplicate().limit(start + length).position(start));
    return (int) crc.getValue();
  }

  /** The header of a segment; null when neither copy is whole. */
  static @Nullable SegmentHeader read(SpoolFile file) throws IOException {
    int most = (int) Math.min(file.size(), 2L * MAX_BYTES);
    ByteBuffer start = ByteBuffer.allocate(Math.min(most, 4096));
    start.limit(file.read(start, 0));
    SegmentHeader header = decode(start, 0);
    if (header != null || most == 0) {
      return header;
    }
    // A long one, or a damaged one.
    ByteBuffer all = ByteBuffer.allocate(most);
    all.limit(file.read(all, 0));
    for (int at = 0; at + FIXED + CRC <= all.limit() && at <= MAX_BYTES; at++) {
      header = decode(all, at);
      if (header != null) {
        return header;
      }
    }
    return null;
  }

  private static @Nullable SegmentHeader decode(ByteBuffer in, int at) {
    if (in.limit() - at < FIXED + CRC || in.getLong(at) != MAGIC || in.getInt(at + 8) != VERSION) {
      return null;
    }
    int resourceLength = in.getInt(at + 12);
    int scopeLength = in.getInt(at + 16);
    long body = FIXED + (resourceLength & 0xFFFFFFFFL) + (scopeLength & 0xFFFFFFFFL);
    if (body + CRC > Math.min(MAX_BYTES, in.limit() - at)
        || in.getInt(at + (int) body) != crc(in, at, (int) body)) {
      return null;
    }
    byte[] resource = new byte[resourceLength];
    byte[] scope = new byte[scopeLength];
    in.duplicate().position(at + FIXED).get(resource).get(scope);
    return new SegmentHeader(
        in.getLong(at + 20), in.getLong(at + 28), in.getLong(at + 36), resource, scope);
  }
}
