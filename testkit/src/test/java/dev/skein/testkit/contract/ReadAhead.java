package dev.skein.testkit.contract;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Reads a socket on a thread of its own, so that a client that leaves is noticed at once. */
final class ReadAhead extends InputStream {
  private static final int PART = 16 << 10;
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> parts = new LinkedBlockingQueue<>();
  private byte[] part = END;
  private int position;
  private boolean ended;

  /** Starts to read; {@code atEnd} runs when the client has closed its side, or the server both. */
  static ReadAhead of(InputStream in, Runnable atEnd) {
    ReadAhead ahead = new ReadAhead();
    Thread reader = new Thread(() -> ahead.readAll(in, atEnd), "reference-reader");
    reader.setDaemon(true);
    reader.start();
    return ahead;
  }

  private void readAll(InputStream in, Runnable atEnd) {
    try {
      byte[] next = new byte[PART];
      for (int read = in.read(next); read >= 0; read = in.read(next)) {
        if (read > 0) {
          parts.add(java.util.Arrays.copyOf(next, read));
        }
      }
    } catch (IOException e) {
      // as good as the end
    }
    parts.add(END);
    atEnd.run();
  }

  @Override
  public int read() throws IOException {
    while (position == part.length) {
      if (ended) {
        return -1;
      }
      try {
        part = parts.take();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      position = 0;
      ended = part.length == 0;
    }
    return part[position++] & 0xff;
  }
}
