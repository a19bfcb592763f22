package dev.skein.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system that fails when it is told to, and forgets a process as if it had been killed:
 * folders are unlocked and files closed, and whatever the spool still tries has no effect.
 */
final class FaultyRoot implements SpoolRoot {
  /** Decides what fails. */
  interface Faults {
    /** Called before every operation but writing; may throw what it fails with. */
    void before(String operation, String name) throws IOException;

    /**
     * How many bytes of a write arrive before it fails; its length when it does not fail; {@link
     * #KILLED} when all arrive and that is the last thing the process does.
     */
    int written(String name, int length);
  }

  static final int KILLED = -1;

  /** The process is gone in the middle of what it did. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final SpoolRoot root;
  private final Faults faults;
  private final List<SpoolFiles> folders = new ArrayList<>();
  private final List<SpoolFile> open = new ArrayList<>();
  private boolean killed;

  FaultyRoot(SpoolRoot root, Faults faults) {
    this.root = root;
    this.faults = faults;
  }

  /** The process that uses this one is gone. */
  void kill() throws IOException {
    killed = true;
    for (SpoolFile file : open) {
      file.close();
    }
    for (SpoolFiles folder : folders) {
      folder.release();
    }
  }

  private void check(String operation, String name) throws IOException {
    if (killed) {
      throw new IOException("killed");
    }
    faults.before(operation, name);
  }

  @Override
  public SpoolFiles create() throws IOException {
    check("create folder", "");
    return wrap(root.create());
  }

  @Override
  public List<SpoolFiles> adopt(SpoolFiles own, int most) throws IOException {
    check("adopt", "");
    List<SpoolFiles> adopted = new ArrayList<>();
    for (SpoolFiles files : root.adopt(((Folder) own).files, most)) {
      adopted.add(wrap(files));
    }
    return adopted;
  }

  private SpoolFiles wrap(SpoolFiles files) {
    folders.add(files);
    return new Folder(files);
  }

  private final class Folder implements SpoolFiles {
    private final SpoolFiles files;

    private Folder(SpoolFiles files) {
      this.files = files;
    }

    @Override
    public List<String> names() throws IOException {
      check("list", "");
      return files.names();
    }

    @Override
    public long size(String name) throws IOException {
      check("size", name);
      return files.size(name);
    }

    @Override
    public SpoolFile create(String name) throws IOException {
      check("create", name);
      return new File(files.create(name), name);
    }

    @Override
    public SpoolFile open(String name) throws IOException {
      check("open", name);
      return new File(files.open(name), name);
    }

    @Override
    public void delete(String name) throws IOException {
      check("delete", name);
      files.delete(name);
    }

    @Override
    public ByteBuffer map(String name, int size) throws IOException {
      check("map", name);
      return files.map(name, size);
    }

    @Override
    public boolean intact(String name) throws IOException {
      check("look at", name);
      return files.intact(name);
    }

    @Override
    public long spareBytes() throws IOException {
      check("space", "");
      return files.spareBytes();
    }

    @Override
    public void remove() throws IOException {
      check("remove", "");
      files.remove();
    }

    @Override
    public void release() {
      if (!killed) {
        files.release();
      }
    }
  }

  private final class File implements SpoolFile {
    private final SpoolFile file;
    private final String name;

    private File(SpoolFile file, String name) {
      this.file = file;
      this.name = name;
      open.add(file);
    }

    @Override
    public long size() throws IOException {
      check("size", name);
      return file.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      check("read", name);
      return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      if (killed) {
        throw new IOException("killed");
      }
      int length = source.remaining();
      int arrives = faults.written(name, length);
      if (arrives == KILLED) {
        file.write(source, position);
        killed = true;
        throw new Killed();
      }
      file.write(source.slice().limit(arrives), position);
      if (arrives < length) {
        throw new IOException("No space left on device");
      }
      source.position(source.limit());
    }

    @Override
    public void truncate(long size) throws IOException {
      check("truncate", name);
      file.truncate(size);
    }

    @Override
    public void force() throws IOException {
      check("force", name);
      file.force();
    }

    @Override
    public void close() throws IOException {
      open.remove(file);
      file.close();
    }
  }
}
