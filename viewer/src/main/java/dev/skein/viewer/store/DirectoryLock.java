package dev.skein.viewer.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * That a directory is in use, for all processes to see, and over as soon as this one ends however
 * it does.
 *
 * <p>The operating system forgets a process's lock of a file as soon as that process closes the
 * file anywhere, so within one process nobody may even open the file a second time.
 */
final class DirectoryLock implements Closeable {
  static final String NAME = "lock";

  private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

  /** Locked by this class as another class loader has loaded it: never to be closed. */
  private static final List<FileChannel> KEPT_OPEN = new ArrayList<>();

  private final Path directory;
  private final FileLock lock;

  private DirectoryLock(Path directory, FileLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Takes a directory for this process.
   *
   * @throws IOException if it is in use, with a message that says so
   */
  static DirectoryLock take(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!IN_USE.add(real)) {
      throw new IOException(directory + " is in use by another viewer in this process");
    }
    boolean taken = false;
    try {
      DirectoryLock lock = new DirectoryLock(real, lock(directory));
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        IN_USE.remove(real);
      }
    }
  }

  private static FileLock lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(NAME),
            // the file is cut: a link would let that happen to somebody else's
            LinkOption.NOFOLLOW_LINKS,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    boolean close = true;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException(directory + " is in use by another viewer" + owner(channel));
      }
      close = false;
      tell(channel);
      return lock;
    } catch (OverlappingFileLockException e) {
      close = false;
      synchronized (KEPT_OPEN) {
        KEPT_OPEN.add(channel);
      }
      throw new IOException(directory + " is in use by another viewer in this process", e);
    } finally {
      if (close) {
        channel.close();
      }
    }
  }

  private static void tell(FileChannel channel) {
    String pid = String.valueOf(ProcessHandle.current().pid());
    try {
      channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      // the lock is taken all the same; it is only not known by whom
    }
  }

  /** Who has the lock, as far as its file says. */
  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
    boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? ", process " + text : "";
  }

  @Override
  public void close() throws IOException {
    try {
      lock.channel().close();
    } finally {
      IN_USE.remove(directory);
    }
  }
}
