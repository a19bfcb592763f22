package dev.skein.internal.spool;

import dev.skein.internal.Nullable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders on disk: for their owner only, and only such as belong to this process's user. A new one
 * gets its final name when it is locked, so that nobody takes it for one that was left.
 */
final class DiskRoot implements SpoolRoot {
  private static final String UNFINISHED = "new-";
  private static final int ID_LENGTH = 16;
  private static final int TRIES = 5;

  private final Path directory;

  DiskRoot(Path directory) {
    this.directory = directory;
  }

  @Override
  public SpoolFiles create() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      prepare();
      try {
        DiskFiles created = tryCreate();
        if (created != null) {
          return created;
        }
      } catch (NoSuchFileException e) {
        // Another process took it for one that was left unfinished, before it was locked.
      }
    }
    throw new FileSystemException(directory.toString(), null, "no folder could be locked in it");
  }

  private void prepare() throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        Files.createDirectory(directory, DiskFile.permissions("rwx------"));
      } catch (FileAlreadyExistsException e) {
        // Another process was faster.
      }
    }
    if (!DiskFiles.attributes(directory).isDirectory()) {
      throw new FileSystemException(
          directory.toString(), null, "not a directory (a symbolic link is not followed)");
    }
  }

  private @Nullable DiskFiles tryCreate() throws IOException {
    String hex = Long.toHexString(new SecureRandom().nextLong() | Long.MIN_VALUE);
    Path unfinished = directory.resolve(UNFINISHED + hex);
    Files.createDirectory(unfinished, DiskFile.permissions("rwx------"));
    FolderLock lock = null;
    boolean done = false;
    try {
      Object owner = owner(unfinished);
      Object above = owner(directory);
      if (owner != null && !owner.equals(above) && !Integer.valueOf(0).equals(above)) {
        throw new FileSystemException(directory.toString(), null, "belongs to another user");
      }
      lock = FolderLock.take(unfinished, hex, DiskFile.NEW);
      if (lock == null) {
        return null;
      }
      Path folder = directory.resolve(hex);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      done = true;
      return new DiskFiles(folder, lock);
    } finally {
      if (!done) {
        Files.deleteIfExists(unfinished.resolve(FolderLock.NAME));
        Files.deleteIfExists(unfinished);
        if (lock != null) {
          lock.release();
        }
      }
    }
  }

  /** The number of the user a file belongs to; null where users have none. */
  private static @Nullable Object owner(Path path) throws IOException {
    return DiskFile.POSIX ? Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS) : null;
  }

  @Override
  public List<SpoolFiles> adopt(SpoolFiles own, int most) throws IOException {
    Path target = ((DiskFiles) own).folder;
    List<SpoolFiles> adopted = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (adopted.size() >= most) {
          break;
        }
        String name = entry.getFileName().toString();
        boolean finished = isId(name);
        if (finished ? entry.equals(target) : !name.startsWith(UNFINISHED)) {
          continue;
        }
        try {
          if (finished) {
            adopt(entry, name, target, adopted);
          } else {
            clean(entry, name.substring(UNFINISHED.length()));
          }
        } catch (IOException e) {
          // Another process was faster, or it is not for us: the others may be.
        }
      }
    }
    return adopted;
  }

  private static boolean isId(String name) {
    boolean hex = name.length() == ID_LENGTH;
    for (int i = 0; hex && i < ID_LENGTH; i++) {
      hex = Character.digit(name.charAt(i), 16) >= 0;
    }
    return hex;
  }

  private static void adopt(Path folder, String id, Path target, List<SpoolFiles> adopted)
      throws IOException {
    if (!isOurs(folder, target)) {
      return;
    }
    FolderLock lock = FolderLock.take(folder, id, DiskFile.ANY);
    if (lock == null) {
      return;
    }
    try {
      if (DiskFile.POSIX) {
        // Mounting a volume may have widened them.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      // What it had taken over itself comes first: it is older, and goes up a level.
      List<Path> within = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (isId(entry.getFileName().toString()) && isOurs(entry, target)) {
            within.add(entry);
          }
        }
      }
      for (Path inner : within) {
        adopted.add(move(inner, target));
      }
      adopted.add(move(folder, target));
    } finally {
      lock.release();
    }
  }

  private static SpoolFiles move(Path folder, Path target) throws IOException {
    Path moved = target.resolve(folder.getFileName());
    Files.move(folder, moved, StandardCopyOption.ATOMIC_MOVE);
    return new DiskFiles(moved, null);
  }

  private static boolean isOurs(Path folder, Path own) throws IOException {
    Object owner = owner(own);
    return DiskFiles.attributes(folder).isDirectory()
        && (owner == null || owner.equals(owner(folder)));
  }

  /** Removes what a process left that was killed while it made its folder. */
  private static void clean(Path unfinished, String id) throws IOException {
    FolderLock lock = FolderLock.take(unfinished, id, DiskFile.EXISTING);
    if (lock != null) {
      Files.deleteIfExists(unfinished.resolve(FolderLock.NAME));
      Files.deleteIfExists(unfinished);
      lock.release();
    }
  }
}
