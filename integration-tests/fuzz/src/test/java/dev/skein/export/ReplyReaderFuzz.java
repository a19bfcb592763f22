package dev.skein.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.skein.fuzz.Check;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Any bytes as the replies of one connection, whole and in pieces of any size. */
public final class ReplyReaderFuzz {
  private static final int MAX_BODY = 1_000;
  private static final int MAX_REPLIES = 8;

  /** The reader's own buffer, its head's and the body's. */
  private static final long BYTES = 32_768;

  private ReplyReaderFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    List<String> whole = read(new ByteArrayInputStream(data));
    List<String> pieces = read(new Pieces(data));
    Check.same(pieces, whole, "what is read in pieces");
    Check.that(whole.size() <= MAX_REPLIES && !whole.isEmpty(), "there is an end", whole.size());
    Check.allocates(
        32L * data.length + BYTES * MAX_REPLIES, () -> read(new ByteArrayInputStream(data)));
  }

  /** All replies, and how the last attempt failed. */
  private static List<String> read(InputStream in) {
    List<String> read = new ArrayList<>();
    ReplyReader reader = new ReplyReader(in);
    while (read.size() < MAX_REPLIES) {
      try {
        HttpReply reply = reader.read(MAX_BODY);
        check(reply);
        long kept = reader.keepNanos(1_000);
        Check.that(kept >= 0 && kept <= 1_000, "a connection is kept so long at most", kept);
        read.add(reply.status + " " + reply.contentType + " " + new String(reply.body, ISO_8859_1));
        if (!reply.complete) {
          Check.same(kept, 0L, "how long a connection is kept in the middle of a reply");
          return read;
        }
      } catch (IOException e) {
        read.add(e.getClass() + e.getMessage());
        return read;
      }
    }
    return read;
  }

  private static void check(HttpReply reply) {
    Check.that(reply.status >= 200 && reply.status <= 999, "a status is final", reply.status);
    Check.that(reply.body.length <= MAX_BODY, "the body is cut", reply.body.length);
  }

  /** One byte, then two, then three, as a network might deliver them. */
  private static final class Pieces extends InputStream {
    private final InputStream in;
    private int next = 1;

    private Pieces(byte[] data) {
      in = new ByteArrayInputStream(data);
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      next = next % 5 + 1;
      return in.read(target, from, Math.min(length, next));
    }
  }
}
