package dev.skein.viewer.store;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Spans may say what is nobody else's business: where the file system knows owners, only they may
 * read what is made.
 */
final class OwnerOnly {
  private OwnerOnly() {}

  static FileAttribute<?>[] file(Path path) {
    return permissions(path, "rw-------");
  }

  static FileAttribute<?>[] directory(Path path) {
    return permissions(path, "rwx------");
  }

  private static FileAttribute<?>[] permissions(Path path, String text) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}
