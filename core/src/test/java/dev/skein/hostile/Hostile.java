package dev.skein.hostile;

import java.time.Instant;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Objects of an application that do the worst they can. */
final class Hostile {
  /** What hostile objects throw, to be told from what Skein throws. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Thrown() {
      super("from the application");
    }
  }

  private static final int DEPTH = 100_000;
  private static final int HUGE = 1 << 24;

  /** Long enough to hurt whoever copies it at every turn. */
  static final String LONG_TEXT = "x".repeat(HUGE);

  /** A chain of causes that no recursion survives. */
  static final Throwable DEEP = deep();

  private Hostile() {}

  static <T> T fail() {
    throw new Thrown();
  }

  /** Throws whatever it is asked. */
  static final class Unbearable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      return fail();
    }

    @Override
    public String getLocalizedMessage() {
      return fail();
    }

    @Override
    public synchronized Throwable getCause() {
      return fail();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return fail();
    }

    @Override
    public String toString() {
      return fail();
    }

    @Override
    public int hashCode() {
      return Hostile.<Integer>fail();
    }

    @Override
    @SuppressWarnings("EqualsWhichDoesntCheckParameterClass")
    public boolean equals(Object other) {
      return Hostile.<Boolean>fail();
    }
  }

  /** Has nothing where something is expected, and too much elsewhere. */
  static final class Empty extends Error {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      return LONG_TEXT;
    }

    @Override
    public synchronized Throwable getCause() {
      return this;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return null;
    }
  }

  /** Two that cause each other, with frames that are null. */
  static Throwable cyclic() {
    RuntimeException first = new RuntimeException("first");
    RuntimeException second = new RuntimeException("second", first);
    first.initCause(second);
    first.addSuppressed(second);
    return first;
  }

  private static Throwable deep() {
    Throwable chain = new IllegalStateException("innermost");
    for (int i = 0; i < DEPTH; i++) {
      chain = new Link(chain);
    }
    return chain;
  }

  private static final class Link extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Link(Throwable cause) {
      super("link", cause, false, false);
    }
  }

  /** Says that it holds something, and throws when it is to show it. */
  static final class ThrowingList<E> extends AbstractList<E> {
    @Override
    public E get(int index) {
      return fail();
    }

    @Override
    public int size() {
      return 3;
    }
  }

  /** Never ends. */
  static final class EndlessList<E> extends AbstractList<E> {
    private final E element;

    EndlessList(E element) {
      this.element = element;
    }

    @Override
    public E get(int index) {
      return element;
    }

    @Override
    public int size() {
      return Integer.MAX_VALUE;
    }

    @Override
    public Iterator<E> iterator() {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public E next() {
          return element;
        }
      };
    }
  }

  /** Throws whatever it is asked. */
  static final class ThrowingMap<K, V> extends AbstractMap<K, V> {
    @Override
    public Set<Entry<K, V>> entrySet() {
      return fail();
    }
  }

  /** Neither text nor number, and nothing that may be asked. */
  static final class ThrowingObject {
    @Override
    public String toString() {
      return fail();
    }

    @Override
    public int hashCode() {
      return Hostile.<Integer>fail();
    }

    @Override
    @SuppressWarnings("EqualsWhichDoesntCheckParameterClass")
    public boolean equals(Object other) {
      return Hostile.<Boolean>fail();
    }
  }

  static List<String> texts() {
    return List.of(
        "name",
        "",
        " ",
        LONG_TEXT,
        "\u0000\u0001\r\n\t\u001b[31m\u007f\u0085\u202e\u2028",
        "\uD800",
        "\uDC00\uD800",
        "\uFFFF\uD83D\uDE00".repeat(3_000) + "\uD83D",
        "%s %n {} ${jndi:ldap://x} %00%zz",
        "a=1,b=2;c=3,,=,;=" + "=,;".repeat(5_000),
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "../../../etc/passwd");
  }

  static List<Long> longs() {
    return List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40);
  }

  static List<Integer> ints() {
    return List.of(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 70_000);
  }

  static List<Double> doubles() {
    return List.of(
        0.0,
        -0.0,
        0.5,
        -1.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE);
  }

  static List<Instant> instants() {
    return List.of(
        Instant.EPOCH,
        Instant.MIN,
        Instant.MAX,
        Instant.ofEpochSecond(-1),
        Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000),
        Instant.ofEpochSecond(1_800_000_000L, 999_999_999));
  }

  static Map<String, String> textMap() {
    return Map.of("a", "b", "", "", "\u0000", "\uD800");
  }
}
