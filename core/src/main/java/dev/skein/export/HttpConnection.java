package dev.skein.export;

import dev.skein.internal.Nullable;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * One connection to the endpoint, used for one request after the other. Not safe for use by several
 * threads, but for {@link #close()}.
 */
final class HttpConnection {
  /** Head, resource and scope go out with the first chunk's first bytes; a chunk is not copied. */
  private static final int OUTPUT_BUFFER = 4096;

  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final Socket raw;
  private final Socket socket;
  private final byte[] head;
  private final OutputStream out;
  private final ReplyReader replies;

  /** Until when it may be used once more, on the clock of {@link System#nanoTime()}. */
  private long usableUntil;

  /**
   * Takes over a connection.
   *
   * @param raw the TCP connection
   * @param socket what to write to: TLS over {@code raw}, or {@code raw} itself
   * @param head the head of every request, up to the value of {@code Content-Length}
   */
  HttpConnection(Socket raw, Socket socket, byte[] head) throws IOException {
    this.raw = raw;
    this.socket = socket;
    this.head = head;
    this.out = new BufferedOutputStream(socket.getOutputStream(), OUTPUT_BUFFER);
    this.replies = new ReplyReader(socket.getInputStream());
  }

  Socket raw() {
    return raw;
  }

  /** Sends a batch, or what became of it by compression, and waits for the reply. */
  HttpReply exchange(SpanBatch batch, @Nullable ByteArrayOutputStream zipped, int maxReplyBytes)
      throws IOException {
    try {
      int size = zipped == null ? batch.sizeInBytes() : zipped.size();
      out.write(head);
      out.write(Integer.toString(size).getBytes(StandardCharsets.ISO_8859_1));
      out.write(END_OF_HEAD);
      if (zipped == null) {
        batch.writeTo(out);
      } else {
        zipped.writeTo(out);
      }
      out.flush();
    } catch (IOException e) {
      return refusal(e, maxReplyBytes);
    }
    return replies.read(maxReplyBytes);
  }

  /** An endpoint may refuse a request without reading all of it; its reply is worth more. */
  private HttpReply refusal(IOException e, int maxReplyBytes) throws IOException {
    try {
      return replies.read(maxReplyBytes);
    } catch (IOException none) {
      throw e;
    }
  }

  /** Whether anything of the reply to the last request came. */
  boolean answered() {
    return replies.started();
  }

  /** Whether the last reply leaves the connection fit for another request, for so long at most. */
  boolean keep(long mostNanos) {
    long nanos = replies.keepNanos(mostNanos);
    usableUntil = System.nanoTime() + nanos;
    return nanos > 0;
  }

  /** Closes it if it is too old for another request; whether it was. */
  boolean closeIfOld(long now) {
    boolean old = usableUntil - now <= 0;
    if (old) {
      close();
    }
    return old;
  }

  /**
   * Whether nothing came since the last reply. What comes unasked, be it the end, is no reply to a
   * request that was not sent yet. An end that comes later is noticed when the request fails.
   */
  boolean quiet() {
    try {
      InputStream in = socket.getInputStream();
      if (in.available() > 0) {
        return false;
      }
      return raw.getInputStream().available() == 0 || (socket != raw && onlyTlsMessages(in));
    } catch (IOException e) {
      return false;
    }
  }

  /** TLS sends session tickets and the like when it wants to. */
  private boolean onlyTlsMessages(InputStream in) throws IOException {
    socket.setSoTimeout(1);
    try {
      return in.read() == Integer.MIN_VALUE;
    } catch (SocketTimeoutException nothing) {
      return true;
    } finally {
      socket.setSoTimeout(0);
    }
  }

  /** Closes the TCP connection at once: saying goodbye by TLS could wait for the other side. */
  void close() {
    closeQuietly(raw);
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nobody needs it any more.
    }
  }
}
