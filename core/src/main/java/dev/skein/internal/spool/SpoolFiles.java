package dev.skein.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The folder of one process. */
interface SpoolFiles {
  /** The names of the files in it, in no order. */
  List<String> names() throws IOException;

  long size(String name) throws IOException;

  /** Makes a file that must not exist. */
  SpoolFile create(String name) throws IOException;

  /** Opens a file that exists. */
  SpoolFile open(String name) throws IOException;

  void delete(String name) throws IOException;

  /**
   * Makes a file of zeros and maps it. Whoever writes to it later can neither fail for lack of
   * space nor wait.
   */
  ByteBuffer map(String name, int size) throws IOException;

  /** Whether the file that was made or opened under that name is still the one found there. */
  boolean intact(String name) throws IOException;

  /** The bytes that may be written without taking the last ones of the disk. */
  long spareBytes() throws IOException;

  /** Removes the folder if nothing but its own files is left, and gives up its lock. */
  void remove() throws IOException;

  /** Gives up the lock: what is in the folder is for whoever comes. */
  void release();
}
