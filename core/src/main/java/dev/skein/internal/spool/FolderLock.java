package dev.skein.internal.spool;

import dev.skein.internal.Nullable;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * That a folder is in use, for all processes to see, and over as soon as this one ends however it
 * does.
 *
 * <p>The operating system forgets a process's locks of a file as soon as that process closes the
 * file anywhere. So within one process nobody may even open the lock file of a folder in use: the
 * system properties, which all class loaders share, say which ones are.
 */
final class FolderLock {
  static final String NAME = "lock";
  private static final String IN_USE = "dev.skein.spool.";

  /** Should the system properties have been replaced: never to be closed. */
  private static final List<FileChannel> KEPT_OPEN = new ArrayList<>();

  /** Kept, because the JDK forgets a lock that is not. */
  private final FileLock lock;

  private final String property;

  private FolderLock(FileLock lock, String property) {
    this.lock = lock;
    this.property = property;
  }

  /**
   * Takes a folder's lock if nobody has it.
   *
   * @param id the folder's name, which no other has
   */
  static @Nullable FolderLock take(Path folder, String id, Set<OpenOption> options)
      throws IOException {
    String property = IN_USE + id;
    if (System.getProperties().putIfAbsent(property, "") != null) {
      return null;
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel = DiskFile.channel(folder.resolve(NAME), options);
      FileLock lock = channel.tryLock();
      taken = lock != null;
      return lock != null ? new FolderLock(lock, property) : null;
    } catch (OverlappingFileLockException e) {
      taken = true;
      synchronized (KEPT_OPEN) {
        KEPT_OPEN.add(channel);
      }
      return null;
    } finally {
      if (!taken) {
        close(channel, property);
      }
    }
  }

  void release() {
    close(lock.channel(), property);
  }

  private static void close(@Nullable Channel channel, String property) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock is gone with the descriptor, which is closed whatever that says.
    } finally {
      System.getProperties().remove(property);
    }
  }
}
