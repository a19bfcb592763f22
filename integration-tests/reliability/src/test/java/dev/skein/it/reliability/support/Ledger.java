package dev.skein.it.reliability.support;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backend took, in a file that outlives it: a request is written down before it is answered,
 * and that it was answered afterwards. What the file holds when the process is killed is in the
 * kernel's hands, so that no kill loses it. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
  private static final int RECEIVED = 1;
  private static final int ANSWERED = 2;
  private static final int HEADER = 2 * Integer.BYTES;

  private final FileChannel file;
  private int requests;

  private Ledger(FileChannel file) {
    this.file = file;
  }

  /** A new ledger, one for each life of a backend. */
  public static Ledger create(Path path) throws IOException {
    return new Ledger(
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Writes down a request; returns its number. */
  public synchronized int received(long[] spanIds) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(HEADER + spanIds.length * Long.BYTES);
    entry.putInt(RECEIVED).putInt(spanIds.length);
    entry.asLongBuffer().put(spanIds);
    entry.rewind();
    write(entry);
    return requests++;
  }

  /** Writes down that a request was answered. */
  public synchronized void answered(int request) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(HEADER);
    entry.putInt(ANSWERED).putInt(request).flip();
    write(entry);
  }

  private void write(ByteBuffer entry) throws IOException {
    while (entry.hasRemaining()) {
      file.write(entry);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** The requests in a file; an entry that a kill cut short was never answered and is left out. */
  public static List<Received> read(Path path) {
    try {
      ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path));
      List<Received> requests = new ArrayList<>();
      while (file.remaining() >= HEADER) {
        int kind = file.getInt();
        int number = file.getInt();
        if (kind == ANSWERED) {
          requests.set(number, new Received(requests.get(number).spanIds(), true));
        } else if (kind != RECEIVED) {
          throw new EOFException(path + " is not a ledger");
        } else if (file.remaining() < number * Long.BYTES) {
          break;
        } else {
          long[] spanIds = new long[number];
          file.asLongBuffer().get(spanIds);
          file.position(file.position() + number * Long.BYTES);
          requests.add(new Received(spanIds, false));
        }
      }
      return requests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
