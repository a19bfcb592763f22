package dev.skein.http;

import dev.skein.InboundTrust;
import dev.skein.internal.HeaderText;
import dev.skein.internal.Nullable;
import dev.skein.propagation.Getter;
import java.util.List;

/**
 * Which callers are believed what they say about their trace. Immutable; looks nothing up and
 * allocates nothing.
 *
 * <p>{@link InboundTrust#PRIVATE} is a heuristic: the other end of the connection has a private
 * address, and no proxy says that it received the request from anywhere else. Whatever is not known
 * to be private counts as public. A proxy inside the network that adds neither {@code Forwarded}
 * nor {@code X-Forwarded-For} makes its clients look like itself.
 */
final class CallerTrust {
  private static final String FORWARDED_FOR = "x-forwarded-for";

  private final InboundTrust trust;

  CallerTrust(InboundTrust trust) {
    this.trust = trust;
  }

  /** Whether the trace that a request brings is to be left alone. */
  boolean distrusts(HttpServerRequest request) {
    if (trust == InboundTrust.ALL) {
      return false;
    }
    try {
      return trust == InboundTrust.NONE || !isPrivate(request);
    } catch (Throwable e) {
      HttpSpan.report(ServerAttributes.WHAT, e);
      return true; // a trace in two parts is the smaller evil
    }
  }

  private static boolean isPrivate(HttpServerRequest request) {
    String peer = request.peerAddress();
    return peer != null
        && IpAddress.isPrivate(peer, 0, peer.length())
        && areAllPrivate(request, FORWARDED_FOR)
        && areAllPrivate(request, RequestHeaders.FORWARDED);
  }

  /** Whether a header names private addresses only, if any. */
  private static boolean areAllPrivate(HttpServerRequest request, String header) {
    String line = request.header(header);
    if (line == null) {
      return true;
    }
    if (!line.equals(Getter.SEVERAL)) {
      return areAllPrivate(line, header);
    }
    List<String> lines = request.headers(header);
    if (lines.size() > RequestHeaders.MAX_LINES) {
      return false;
    }
    for (int i = 0; i < lines.size(); i++) {
      if (!areAllPrivate(lines.get(i), header)) {
        return false;
      }
    }
    return true;
  }

  private static boolean areAllPrivate(@Nullable String line, String header) {
    if (line == null || line.length() > RequestHeaders.MAX_LENGTH) {
      return line == null;
    }
    return header.equals(RequestHeaders.FORWARDED) ? isForwardedPrivate(line) : isListPrivate(line);
  }

  private static boolean isListPrivate(String line) {
    for (int start = 0, end; start < line.length(); start = end + 1) {
      end = HeaderText.indexOf(line, ',', start, line.length());
      boolean blank = HeaderText.skipBlanks(line, start, end) == end;
      if (!blank && !IpAddress.isPrivate(line, start, end)) {
        return false;
      }
    }
    return true;
  }

  /** Looks at each parameter {@code for}; a quoted one that needs unquoting is no address. */
  private static boolean isForwardedPrivate(String line) {
    int length = line.length();
    int end;
    for (int i = 0; i < length; i = end + 1) {
      int name = HeaderText.skipBlanks(line, i, length);
      int equals = name;
      while (equals < length
          && !RequestHeaders.isSeparator(line.charAt(equals))
          && line.charAt(equals) != '=') {
        equals++;
      }
      end = equals;
      if (equals < length && line.charAt(equals) == '=') {
        end = RequestHeaders.valueEnd(line, equals + 1, length);
        if (isFor(line, name, equals) && !isNodePrivate(line, equals + 1, end)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isFor(String line, int from, int to) {
    int end = HeaderText.skipBlanksBackwards(line, from, to);
    return end - from == 3 && line.regionMatches(true, from, "for", 0, 3);
  }

  private static boolean isNodePrivate(String line, int from, int to) {
    int start = HeaderText.skipBlanks(line, from, to);
    int end = HeaderText.skipBlanksBackwards(line, start, to);
    boolean quoted = end - start > 1 && line.charAt(start) == '"' && line.charAt(end - 1) == '"';
    return quoted
        ? IpAddress.isPrivate(line, start + 1, end - 1)
        : IpAddress.isPrivate(line, start, end);
  }
}
