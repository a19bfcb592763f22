package dev.skein.viewer.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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

  /** The bytes as they were before; never more than a limit, so that no bomb goes off. */
  byte[] decode(byte[] body, int limit) throws HttpProblem {
    if (this == IDENTITY) {
      return body;
    }
    try (InputStream in = open(body)) {
      return read(in, body.length, limit);
    } catch (IOException e) {
      throw HttpProblem.badRequest(
          "the body is not what its Content-Encoding says: " + name().toLowerCase(Locale.ROOT));
    }
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

  private static byte[] read(InputStream in, int compressed, int limit)
      throws IOException, HttpProblem {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream((int) Math.min(limit, Math.max(BUFFER, 4L * compressed)));
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (out.size() + (long) n > limit) {
        throw new HttpProblem(
            413, "the body is larger than the limit of " + limit + " bytes when decompressed");
      }
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
