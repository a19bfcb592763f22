package dev.skein.internal.spool;

import dev.skein.internal.Nullable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** A folder on disk. */
final class DiskFiles implements SpoolFiles {
  /** What is left free at least, if a tenth of the disk is not less. */
  private static final long MOST_LEFT_FREE = 256L << 20;

  final Path folder;

  /** Null for a folder within one that is locked. */
  private final @Nullable FolderLock lock;

  private final @Nullable Object folderKey;
  private final @Nullable FileStore store;
  private @Nullable String createdName;
  private @Nullable Object createdKey;

  DiskFiles(Path folder, @Nullable FolderLock lock) throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.folderKey = attributes(folder).fileKey();
    this.store = store(folder);
  }

  private static @Nullable FileStore store(Path folder) {
    try {
      return Files.getFileStore(folder);
    } catch (IOException e) {
      // Not every container lets the JDK find what is mounted where.
      return null;
    }
  }

  static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean same(@Nullable Object key, @Nullable Object other) {
    return key == null || key.equals(other);
  }

  @Override
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    }
    return names;
  }

  @Override
  public long size(String name) throws IOException {
    return attributes(folder.resolve(name)).size();
  }

  @Override
  public SpoolFile create(String name) throws IOException {
    BasicFileAttributes now = attributes(folder);
    if (!now.isDirectory() || !same(folderKey, now.fileKey())) {
      throw new NoSuchFileException(folder.toString());
    }
    Path path = folder.resolve(name);
    SpoolFile file = DiskFile.open(path, DiskFile.NEW);
    createdName = name;
    createdKey = attributes(path).fileKey();
    return file;
  }

  @Override
  public SpoolFile open(String name) throws IOException {
    return DiskFile.open(folder.resolve(name), DiskFile.EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public ByteBuffer map(String name, int size) throws IOException {
    Path path = folder.resolve(name);
    try (DiskFile file = DiskFile.open(path, DiskFile.NEW)) {
      file.write(ByteBuffer.allocate(size), 0);
      return file.perform(all -> all.map(FileChannel.MapMode.READ_WRITE, 0, size));
    }
  }

  @Override
  public boolean intact(String name) throws IOException {
    try {
      Object key = attributes(folder.resolve(name)).fileKey();
      return !name.equals(createdName) || same(createdKey, key);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public long spareBytes() throws IOException {
    return store == null
        ? Long.MAX_VALUE
        : store.getUsableSpace() - Math.min(store.getTotalSpace() / 10, MOST_LEFT_FREE);
  }

  @Override
  public void remove() throws IOException {
    try {
      for (String name : names()) {
        boolean ours = name.equals(AckCursor.NAME) || name.equals(AcceptedSpans.NAME);
        if (ours || Segment.first(name) != null) {
          delete(name);
        }
      }
      delete(FolderLock.NAME);
      Files.delete(folder);
    } finally {
      release();
    }
  }

  @Override
  public void release() {
    if (lock != null) {
      lock.release();
    }
  }
}
