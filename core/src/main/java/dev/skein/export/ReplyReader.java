package dev.skein.export;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Reads the replies of one HTTP/1.1 connection. Trusts nothing: heads, trailers and the framing of
 * chunks have a limit in bytes, heads one in lines, and what is no HTTP/1.x is a failure. Not safe
 * for use by several threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112, HTTP/1.1</a>
 */
final class ReplyReader {
  private static final int MAX_HEAD_BYTES = 64 << 10;
  private static final int MAX_HEAD_LINES = 1_000;

  /** More digits could overflow, and nobody sends as much. */
  private static final int MAX_DIGITS = 15;

  private static final long UNKNOWN = -1;
  private static final String TIMEOUT = "timeout=";
  private static final long MANY_SECONDS = 1_000_000;

  private final InputStream in;
  private final byte[] buffer = new byte[4096];
  private int position;
  private int end;

  private boolean started;
  private int headBytes;
  private int headLines;

  private int status;
  private String contentType = "";
  private String retryAfter = "";
  private String location = "";
  private boolean encoded;
  private boolean transferCoded;
  private boolean chunked;
  private boolean persistent;
  private boolean closing;
  private long length;
  private long keepSeconds;

  ReplyReader(InputStream in) {
    this.in = in;
  }

  /** Whether anything of the reply that was read last, completely or not, ever came. */
  boolean started() {
    return started;
  }

  /**
   * How long the connection may be kept for another request, at most; 0 when it must not be,
   * because the endpoint said so or because the end of the reply is not certain.
   */
  long keepNanos(long most) {
    if (!persistent || closing || position < end) {
      return 0;
    }
    // A second early: the endpoint's time began before ours.
    return keepSeconds == UNKNOWN
        ? most
        : Math.min(most, TimeUnit.SECONDS.toNanos(Math.max(0, keepSeconds - 1)));
  }

  /** The status of a reply that has no body whatever its headers say, such as to CONNECT. */
  int readHead() throws IOException {
    started = position < end;
    headBytes = 0;
    headLines = 0;
    do {
      resetHead();
      readStatus(line(false));
      for (String line = headLine(); !line.isEmpty(); line = headLine()) {
        int colon = line.indexOf(':');
        if (colon <= 0 || line.charAt(colon - 1) <= ' ') {
          throw malformed();
        }
        readHeader(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
      }
    } while (status < 200);
    return status;
  }

  /** The next reply. Of its body no more than so many bytes are read. */
  HttpReply read(int maxBodyBytes) throws IOException {
    readHead();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean complete;
    if (status == 204 || status == 304) {
      complete = true;
    } else if (chunked) {
      complete = readChunks(body, maxBodyBytes);
    } else if (length != UNKNOWN && !transferCoded) {
      complete = copy(length, body, maxBodyBytes);
    } else {
      closing = true;
      complete = copy(Long.MAX_VALUE, body, maxBodyBytes);
    }
    // Both is a sign of trouble on the way (RFC 9112, 6.3).
    closing |= !complete || (transferCoded && length != UNKNOWN);
    return new HttpReply(
        status, contentType, encoded, retryAfter, location, body.toByteArray(), complete);
  }

  private void resetHead() {
    contentType = "";
    retryAfter = "";
    location = "";
    encoded = false;
    transferCoded = false;
    chunked = false;
    closing = false;
    length = UNKNOWN;
    keepSeconds = UNKNOWN;
  }

  /** For example {@code HTTP/1.1 200 OK}; the reason may be missing. */
  private void readStatus(String line) throws IOException {
    boolean http =
        line.startsWith("HTTP/1.")
            && line.length() >= 12
            && line.charAt(8) == ' '
            && (line.length() == 12 || line.charAt(12) == ' ');
    status = http ? (int) number(line.substring(9, 12), 10) : 0;
    // Nobody asked for another protocol, so that 101 is no reply either.
    if (status < 100 || status == 101) {
      throw malformed();
    }
    persistent = line.charAt(7) != '0';
  }

  private void readHeader(String name, String value) throws IOException {
    if (name.equals("content-length")) {
      for (String part : value.split(",", -1)) {
        long one = number(part.trim(), 10);
        if (length != UNKNOWN && length != one) {
          throw malformed();
        }
        length = one;
      }
    } else if (name.equals("transfer-encoding")) {
      transferCoded = true;
      for (String coding : value.split(",", -1)) {
        chunked = coding.trim().equalsIgnoreCase("chunked");
        encoded |= !chunked;
      }
    } else if (name.equals("connection")) {
      for (String option : value.split(",", -1)) {
        persistent |= option.trim().equalsIgnoreCase("keep-alive");
        closing |= option.trim().equalsIgnoreCase("close");
      }
    } else if (name.equals("keep-alive")) {
      keepSeconds = timeout(value.toLowerCase(Locale.ROOT));
    } else if (name.equals("content-type") && contentType.isEmpty()) {
      contentType = value.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    } else if (name.equals("content-encoding")) {
      encoded |= !value.equalsIgnoreCase("identity");
    } else if (name.equals("retry-after") && retryAfter.isEmpty()) {
      retryAfter = value;
    } else if (name.equals("location")) {
      location = value;
    }
  }

  /** The seconds of {@code timeout=5, max=100}. */
  private static long timeout(String value) {
    int at = value.indexOf(TIMEOUT);
    long seconds = at < 0 ? UNKNOWN : 0;
    for (int i = at + TIMEOUT.length(); at >= 0 && i < value.length(); i++) {
      int digit = Character.digit(value.charAt(i), 10);
      if (digit < 0 || seconds > MANY_SECONDS) {
        break;
      }
      seconds = seconds * 10 + digit;
    }
    return seconds;
  }

  private boolean readChunks(ByteArrayOutputStream body, int most) throws IOException {
    while (true) {
      long size = number(line(false).split(";", 2)[0].trim(), 16);
      if (size == 0) {
        while (!headLine().isEmpty()) {
          // A trailer; none says anything that is needed here.
        }
        return true;
      }
      if (!copy(size, body, most)) {
        return false;
      }
      if (!line(false).isEmpty()) {
        throw malformed();
      }
    }
  }

  /** Adds so many bytes, or all that come; whether the limit allowed that. */
  private boolean copy(long count, ByteArrayOutputStream body, int most) throws IOException {
    long left = count;
    while (left > 0) {
      if (position == end && !fill()) {
        if (count == Long.MAX_VALUE) {
          return true;
        }
        throw brokenOff();
      }
      int taken = (int) Math.min(left, end - position);
      int room = most - body.size();
      body.write(buffer, position, Math.min(taken, room));
      if (taken > room) {
        return false;
      }
      position += taken;
      left -= taken;
    }
    return true;
  }

  private String headLine() throws IOException {
    if (++headLines > MAX_HEAD_LINES) {
      throw new ProtocolException("the head of the reply has too many lines");
    }
    return line(true);
  }

  /** A line without its end; one that is folded, which only headers may be, as one. */
  private String line(boolean mayFold) throws IOException {
    StringBuilder line = new StringBuilder(64);
    while (true) {
      char c = (char) next();
      if (c != '\n') {
        line.append(c);
        continue;
      }
      int last = line.length() - 1;
      if (last >= 0 && line.charAt(last) == '\r') {
        line.setLength(last);
      }
      if (!mayFold || line.length() == 0 || (peek() != ' ' && peek() != '\t')) {
        return line.toString();
      }
    }
  }

  private int next() throws IOException {
    int c = peek();
    position++;
    if (++headBytes > MAX_HEAD_BYTES) {
      throw new ProtocolException("the head of the reply is too long");
    }
    return c;
  }

  private int peek() throws IOException {
    if (position == end && !fill()) {
      throw brokenOff();
    }
    return buffer[position] & 0xFF;
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer);
    position = 0;
    end = Math.max(0, count);
    started |= count > 0;
    return count > 0;
  }

  private static long number(String digits, int radix) throws IOException {
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), radix);
      if (digit < 0) {
        throw malformed();
      }
      number = number * radix + digit;
    }
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      throw malformed();
    }
    return number;
  }

  private IOException brokenOff() {
    return new EOFException(
        started ? "the reply broke off" : "the connection was closed without a reply");
  }

  private static IOException malformed() {
    return new ProtocolException("the reply is no HTTP/1.1");
  }
}
