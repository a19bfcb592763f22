package dev.skein.viewer.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** A file of the page, ready to be sent. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record PageFile(String contentType, byte[] content, byte[] gzipped, String etag) {
  static PageFile of(String contentType, byte[] content) {
    byte[] hash = sha256(content);
    String etag =
        '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22) + '"';
    return new PageFile(contentType, content, gzip(content), etag);
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  /** Whether the client has it already, by its header {@code If-None-Match}. */
  boolean isNamedBy(String ifNoneMatch) {
    return ifNoneMatch.contains(etag);
  }
}
