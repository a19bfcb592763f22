package dev.skein.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file on disk, for its owner only, not reached by a symbolic link. An interrupt closes a {@code
 * FileChannel}; this one is opened again and the operation, which names its position, repeated.
 */
final class DiskFile implements SpoolFile {
  static final Set<OpenOption> NEW =
      Set.of(
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
  static final Set<OpenOption> EXISTING =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  static final Set<OpenOption> ANY =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
  static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

  private final Path path;
  private FileChannel channel;

  private DiskFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static DiskFile open(Path path, Set<OpenOption> options) throws IOException {
    return new DiskFile(path, channel(path, options));
  }

  static FileChannel channel(Path path, Set<OpenOption> options) throws IOException {
    return FileChannel.open(path, options, permissions("rw-------"));
  }

  static FileAttribute<?>[] permissions(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : NO_ATTRIBUTES;
  }

  /** Something to do with a channel, from its beginning each time. */
  interface Operation<T> {
    T on(FileChannel channel) throws IOException;
  }

  <T> T perform(Operation<T> operation) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return operation.on(channel);
        } catch (ClosedChannelException e) {
          if (!Thread.currentThread().isInterrupted()) {
            throw e;
          }
          channel = channel(path, EXISTING);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public long size() throws IOException {
    return perform(FileChannel::size);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    int start = target.position();
    return perform(
        from -> {
          target.position(start);
          int read = 0;
          while (target.hasRemaining() && read >= 0) {
            read = from.read(target, position + target.position() - start);
          }
          return target.position() - start;
        });
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    int start = source.position();
    perform(
        to -> {
          source.position(start);
          while (source.hasRemaining()) {
            to.write(source, position + source.position() - start);
          }
          return to;
        });
  }

  @Override
  public void truncate(long size) throws IOException {
    perform(on -> on.truncate(size));
  }

  @Override
  public void force() throws IOException {
    perform(
        on -> {
          on.force(false);
          return on;
        });
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
