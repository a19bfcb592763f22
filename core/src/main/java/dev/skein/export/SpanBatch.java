package dev.skein.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Spans on their way out: the bytes of one complete OTLP {@code ExportTraceServiceRequest}, in
 * pieces. Immutable and thread-safe, but for what the delivery notes while it holds its lock.
 */
public final class SpanBatch {
  private final byte[] resource;
  private final byte[] scope;
  private final byte[] header;
  private final List<Chunk> chunks;
  private final int spanCount;
  private final int sizeInBytes;

  /** An attempt failed: whoever made it may still be busy with the bytes. */
  boolean repeated;

  SpanBatch(byte[] resource, byte[] scope, List<Chunk> chunks) {
    int spans = 0;
    int bytes = 0;
    for (Chunk chunk : chunks) {
      spans += chunk.spans;
      bytes = Math.addExact(bytes, chunk.length);
    }
    this.resource = resource;
    this.scope = scope;
    this.chunks = chunks;
    this.spanCount = spans;
    this.header = header(resource, scope, bytes);
    this.sizeInBytes = Math.addExact(header.length, bytes);
  }

  /** How many spans the batch holds. */
  public int spanCount() {
    return spanCount;
  }

  /** The size of the request in bytes. */
  public int sizeInBytes() {
    return sizeInBytes;
  }

  /** The bytes of the request as read-only buffers, in order; nothing is copied. */
  public List<ByteBuffer> parts() {
    List<ByteBuffer> parts = new ArrayList<>(chunks.size() + 1);
    parts.add(ByteBuffer.wrap(header).asReadOnlyBuffer());
    for (Chunk chunk : chunks) {
      parts.add(
          ByteBuffer.wrap(chunk.bytes, chunk.offset, chunk.length).slice().asReadOnlyBuffer());
    }
    return Collections.unmodifiableList(parts);
  }

  /** Writes the bytes of the request. */
  public void writeTo(OutputStream out) throws IOException {
    Objects.requireNonNull(out, "out").write(header);
    for (Chunk chunk : chunks) {
      out.write(chunk.bytes, chunk.offset, chunk.length);
    }
  }

  /** A copy of the bytes of the request. */
  public byte[] toByteArray() {
    byte[] all = new byte[sizeInBytes];
    System.arraycopy(header, 0, all, 0, header.length);
    int at = header.length;
    for (Chunk chunk : chunks) {
      System.arraycopy(chunk.bytes, chunk.offset, all, at, chunk.length);
      at += chunk.length;
    }
    return all;
  }

  @Override
  public String toString() {
    return "SpanBatch{" + spanCount + " spans, " + sizeInBytes + " bytes}";
  }

  List<Chunk> chunks() {
    return chunks;
  }

  /** The bytes of the spans alone. */
  int spanBytes() {
    return sizeInBytes - header.length;
  }

  /** A batch of a part of this one's spans, which was sent with it in vain. */
  SpanBatch of(List<Chunk> part) {
    SpanBatch smaller = new SpanBatch(resource, scope, part);
    smaller.repeated = true;
    return smaller;
  }

  /** One that says who follows the spans: all of a batch are of one epoch, or of one spool. */
  Chunk first() {
    return chunks.get(0);
  }

  /** Everything that comes before the first span. */
  private static byte[] header(byte[] resource, byte[] scope, int spansLength) {
    int scopeSpans = Math.addExact(Framing.framedSize(scope.length), spansLength);
    int resourceSpans =
        Math.addExact(Framing.framedSize(resource.length), Framing.framedSize(scopeSpans));
    byte[] header = new byte[Math.addExact(Framing.framedSize(resourceSpans), -spansLength)];
    int at = Framing.putHeader(header, 0, Framing.TAG_FIELD_1, resourceSpans);
    at = Framing.putHeader(header, at, Framing.TAG_FIELD_1, resource.length);
    System.arraycopy(resource, 0, header, at, resource.length);
    at = Framing.putHeader(header, at + resource.length, Framing.TAG_FIELD_2, scopeSpans);
    at = Framing.putHeader(header, at, Framing.TAG_FIELD_1, scope.length);
    System.arraycopy(scope, 0, header, at, scope.length);
    return header;
  }
}
