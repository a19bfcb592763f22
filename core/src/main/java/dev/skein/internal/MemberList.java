package dev.skein.internal;

import java.util.Arrays;

/**
 * Where the canonical form of a received list is put together, so that its string is all that is
 * allocated, and nothing when there is none.
 *
 * <p>A few are shared by all threads, and nothing is kept per thread: a thread takes the one of its
 * id, or a new one when that is in use. It must be finished or given up. What is appended must be
 * ASCII: that is checked before.
 */
public final class MemberList extends TryLock {
  private static final int SHARED = 4;
  private static final int INITIAL_LENGTH = 1_024;
  private static final int MAX_MEMBERS = 64;

  private static final MemberList[] POOL = new MemberList[SHARED];

  static {
    for (int i = 0; i < SHARED; i++) {
      POOL[i] = new MemberList();
    }
  }

  private final int[] starts = new int[MAX_MEMBERS];
  private byte[] text = {};
  private int length;
  private int size;

  private MemberList() {}

  /** An empty list. */
  public static MemberList take() {
    MemberList shared = POOL[stripe(Thread.currentThread()) & (SHARED - 1)];
    MemberList list = shared.tryLock() ? shared : new MemberList();
    list.length = 0;
    list.size = 0;
    return list;
  }

  /** Adds a member as it stands in a text. */
  public void add(String source, int start, int end) {
    next();
    append(source, start, end);
  }

  /** Begins another member, which is what is appended next; there may be 64. */
  public void next() {
    if (size > 0) {
      append(',');
    }
    starts[size++] = length;
  }

  /** Appends a range of a text to the member. */
  @SuppressWarnings("deprecation") // low bytes only: the one that copies ASCII as it is
  public void append(String source, int start, int end) {
    ensure(end - start);
    source.getBytes(start, end, text, length);
    length += end - start;
  }

  /** Appends a char to the member. */
  public void append(char c) {
    ensure(1);
    text[length++] = (byte) c;
  }

  private void ensure(int more) {
    if (length + more > text.length) {
      text = Arrays.copyOf(text, Math.max(INITIAL_LENGTH, 2 * (length + more)));
    }
  }

  /** Whether a member begins like this range of a text. */
  public boolean hasPrefix(String source, int start, int end) {
    for (int member = 0; member < size; member++) {
      int at = starts[member];
      int i = start;
      while (i < end && at < length && text[at] == source.charAt(i)) {
        i++;
        at++;
      }
      if (i == end) {
        return true;
      }
    }
    return false;
  }

  /** Leaves out members until the list is short enough: first large ones, from the right. */
  public void fit(int maxLength, int large) {
    for (int end = length; end > 0 && length > maxLength; ) {
      int start = lastComma(end) + 1;
      if (end - start > large) {
        int from = Math.max(0, start - 1);
        int to = start == 0 ? Math.min(length, end + 1) : end;
        System.arraycopy(text, to, text, from, length - to);
        length -= to - from;
        size--;
      }
      end = start - 1;
    }
    while (length > maxLength) {
      length = Math.max(0, lastComma(length));
      size--;
    }
  }

  private int lastComma(int end) {
    int i = end - 1;
    while (i >= 0 && text[i] != ',') {
      i--;
    }
    return i;
  }

  /** The number of members. */
  public int size() {
    return size;
  }

  /** The list. This object is somebody else's from then on. */
  @SuppressWarnings("deprecation") // hi-byte constructor: the one that copies Latin-1 bytes as is
  public String finish() {
    try {
      return length == 0 ? "" : new String(text, 0, 0, length);
    } finally {
      unlock();
    }
  }

  /** Lets go of a list that is not wanted. */
  public void giveUp() {
    unlock();
  }
}
