package dev.skein.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file system in memory, without faults: see {@link FaultyRoot} for those. */
final class MemoryRoot implements SpoolRoot {
  private final List<Folder> folders = new ArrayList<>();

  @Override
  public SpoolFiles create() {
    Folder folder = new Folder();
    folders.add(folder);
    return folder;
  }

  @Override
  public List<SpoolFiles> adopt(SpoolFiles own, int most) {
    List<SpoolFiles> adopted = new ArrayList<>();
    Folder target = (Folder) own;
    for (Iterator<Folder> it = folders.iterator(); it.hasNext() && adopted.size() < most; ) {
      Folder folder = it.next();
      if (!folder.locked) {
        it.remove();
        target.within.addAll(folder.within);
        target.within.add(folder);
        adopted.addAll(folder.within);
        adopted.add(folder);
        folder.within.clear();
        folder.above = target;
      }
    }
    for (SpoolFiles folder : adopted) {
      ((Folder) folder).above = target;
    }
    return adopted;
  }

  /** How many folders there are, those within others included. */
  int folders() {
    int count = folders.size();
    for (Folder folder : folders) {
      count += folder.within.size();
    }
    return count;
  }

  private final class Folder implements SpoolFiles {
    private final Map<String, Content> files = new LinkedHashMap<>();
    private final List<Folder> within = new ArrayList<>();
    private boolean locked = true;
    private Folder above;

    @Override
    public List<String> names() {
      return new ArrayList<>(files.keySet());
    }

    @Override
    public long size(String name) throws IOException {
      return content(name).size;
    }

    private Content content(String name) throws IOException {
      Content content = files.get(name);
      if (content == null) {
        throw new NoSuchFileException(name);
      }
      return content;
    }

    @Override
    public SpoolFile create(String name) throws IOException {
      Content content = new Content(ByteBuffer.allocate(1024));
      if (files.putIfAbsent(name, content) != null) {
        throw new FileAlreadyExistsException(name);
      }
      return new MemoryFile(content);
    }

    @Override
    public SpoolFile open(String name) throws IOException {
      return new MemoryFile(content(name));
    }

    @Override
    public void delete(String name) {
      files.remove(name);
    }

    @Override
    public ByteBuffer map(String name, int size) {
      Content content = new Content(ByteBuffer.allocateDirect(size));
      content.size = size;
      files.put(name, content);
      return content.bytes.duplicate();
    }

    @Override
    public boolean intact(String name) {
      return files.containsKey(name);
    }

    @Override
    public long spareBytes() {
      return Long.MAX_VALUE;
    }

    @Override
    public void remove() {
      files.clear();
      if (within.isEmpty()) {
        folders.remove(this);
        if (above != null) {
          above.within.remove(this);
        }
      }
      release();
    }

    @Override
    public void release() {
      locked = false;
    }
  }

  /** The bytes of a file; they stay for those who have it open when it is deleted. */
  private static final class Content {
    private ByteBuffer bytes;
    private int size;

    private Content(ByteBuffer bytes) {
      this.bytes = bytes;
    }
  }

  /** Of a {@link MemoryRoot}, or one array. */
  static final class MemoryFile implements SpoolFile {
    private final Content content;

    private MemoryFile(Content content) {
      this.content = content;
    }

    /** A file that holds the beginning of an array, and changes with it. */
    static MemoryFile of(byte[] bytes, int size) {
      Content content = new Content(ByteBuffer.wrap(bytes));
      content.size = size;
      return new MemoryFile(content);
    }

    @Override
    public long size() {
      return content.size;
    }

    @Override
    public int read(ByteBuffer target, long position) {
      int length = (int) Math.max(0, Math.min(target.remaining(), content.size - position));
      if (length > 0) {
        int at = target.position();
        target.put(at, content.bytes, (int) position, length).position(at + length);
      }
      return length;
    }

    @Override
    public void write(ByteBuffer source, long position) {
      int length = source.remaining();
      int end = (int) position + length;
      if (end > content.bytes.capacity()) {
        ByteBuffer larger = ByteBuffer.allocate(Math.max(end, 2 * content.bytes.capacity()));
        content.bytes = larger.put(0, content.bytes, 0, content.size);
      }
      for (int gap = content.size; gap < position; gap++) {
        content.bytes.put(gap, (byte) 0);
      }
      content.bytes.put((int) position, source, source.position(), length);
      source.position(source.limit());
      content.size = Math.max(content.size, end);
    }

    @Override
    public void truncate(long size) {
      content.size = (int) Math.min(content.size, size);
    }

    @Override
    public void force() {}

    @Override
    public void close() {}
  }
}
