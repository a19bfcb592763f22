package dev.skein.viewer.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** How a body was compressed. */
enum ContentEncoding {
  IDENTITY,
  GZIP,
  DEFLATE;

  private static final int BUFFER = 8 * 1024;
  private static final int ZLIB_METHOD = 8;
  private static final int GZIP_FIRST = 0x1F;
  private static final int GZIP_SECOND = 0x8B;
  private static final int NONE = -1;

  /** No byte of deflate stands for more. */
  private static final int MOST_PER_BYTE = 1032;

  /** What a header names. */
  static ContentEncoding of(@Nullable String header) throws HttpProblem {
    String name = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default ->
          throw new HttpProblem(415, "the Content-Encoding has to be gzip, deflate or identity");
    };
  }

  /** How a file was compressed, by how it begins. */
  static ContentEncoding ofFile(byte[] file) {
    return file.length > 1 && (file[0] & 0xFF) == GZIP_FIRST && (file[1] & 0xFF) == GZIP_SECOND
        ? GZIP
        : IDENTITY;
  }

  /**
   * The bytes as they were before; never more than a limit, so that no bomb goes off.
   *
   * @param share what they take is taken by it before there is memory for them
   */
  byte[] decode(byte[] body, int limit, ByteBudget.Share share) throws HttpProblem {
    if (this == IDENTITY) {
      return body;
    }
    try {
      byte[] content = read(body, guess(body, limit), share);
      if (content == null) {
        content = read(body, measure(body, limit), share);
      }
      if (content == null) {
        throw new IllegalStateException("the same bytes became more than before");
      }
      return content;
    } catch (IOException e) {
      throw HttpProblem.badRequest(
          "the body is not what its Content-Encoding or its first bytes say: "
              + name().toLowerCase(Locale.ROOT));
    }
  }

  /** What gzip's last four bytes say, if that can be; senders seldom make more members than one. */
  private int guess(byte[] body, int limit) {
    int at = body.length - Integer.BYTES;
    if (this != GZIP || at < 0) {
      return NONE;
    }
    int length = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    return length <= limit && length <= (long) body.length * MOST_PER_BYTE ? length : NONE;
  }

  /** How long the bytes are, found out without keeping them. */
  private int measure(byte[] body, int limit) throws IOException, HttpProblem {
    byte[] buffer = new byte[BUFFER];
    long length = 0;
    try (InputStream in = open(body)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        length += n;
        if (length > limit) {
          throw new HttpProblem(
              413, "the body is larger than the limit of " + limit + " bytes when decompressed");
        }
      }
    }
    return (int) length;
  }

  /** Reads all into an array of the right length; null if that is not the length. */
  private byte @Nullable [] read(byte[] body, int length, ByteBudget.Share share)
      throws IOException, HttpProblem {
    if (length < 0) {
      return null;
    }
    if (!share.take(length)) {
      throw RequestBody.tooMuch();
    }
    byte[] content = new byte[length];
    try (InputStream in = open(body)) {
      if (in.readNBytes(content, 0, length) == length && in.read() < 0) {
        return content;
      }
    }
    share.giveBack(length);
    return null;
  }

  private InputStream open(byte[] body) throws IOException {
    InputStream bytes = new ByteArrayInputStream(body);
    if (this == GZIP) {
      return new GZIPInputStream(bytes, BUFFER);
    }
    // RFC 9110 means zlib's format; some send what is inside it
    boolean zlib =
        body.length > 1
            && (body[0] & 0x0F) == ZLIB_METHOD
            && ((body[0] & 0xFF) << 8 | (body[1] & 0xFF)) % 31 == 0;
    Inflater inflater = new Inflater(!zlib);
    return new InflaterInputStream(bytes, inflater, BUFFER) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }
}
