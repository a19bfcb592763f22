package dev.skein.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One random life of a spool, or several: processes that append, read, acknowledge, are killed and
 * come again, and beside it what must be true of it.
 */
final class SpoolModel {
  private static final int LARGEST = 6000;

  private final Random random;
  private final SpoolRoot root;
  private final boolean faulty;
  private final long limit;
  private final Path directory;
  private long nanos = 1_000_000_000L;
  private long millis = 1_700_000_000_000L;

  /** Records that are on disk as far as anybody was told, by id, and their spans. */
  private final Map<Long, Integer> appended = new HashMap<>();

  private final Set<Long> notAppended = new HashSet<>();
  private final Set<Long> acknowledged = new HashSet<>();
  private final Set<Long> acknowledgedForGood = new HashSet<>();
  private long nextId;
  private long lost;
  private final List<String> history = new ArrayList<>();

  /** Of the process that lives now. */
  private FaultyRoot disk;

  private Spool spool;
  private final List<SpoolRecord> open = new ArrayList<>();
  private final Map<SpoolFolder, Deque<SpoolRecord>> order = new HashMap<>();
  private long accepted;
  private long unwritten;
  private long lossesToFind;
  private long lossesFound;
  private int failing;
  private boolean killing;

  SpoolModel(long seed, SpoolRoot root, Path directory) {
    this.random = new Random(seed);
    this.root = root;
    this.directory = directory;
    this.faulty = random.nextInt(3) == 0;
    this.limit = random.nextInt(3) == 0 ? 300_000 : 64L << 20;
  }

  /** Runs it, and fails with what happened in its course. */
  void run() {
    try {
      int steps = 5 + random.nextInt(60);
      start();
      for (int i = 0; i < steps; i++) {
        step();
      }
      kill();
      drain();
      long missing = 0;
      for (Map.Entry<Long, Integer> record : appended.entrySet()) {
        missing += acknowledged.contains(record.getKey()) ? 0 : record.getValue();
      }
      check(missing <= lost, missing + " spans are missing, " + lost + " were said to be");
      if (!faulty) {
        check(lossesFound == lossesToFind, lossesFound + " found of " + lossesToFind);
        check(limit == 300_000 || lost == 0, "lost " + lost + " although there was room");
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(String.join("\n", history), e);
    }
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private void start() {
    disk = new FaultyRoot(root, new Failing());
    SpoolConfig config =
        new SpoolConfig(
            directory,
            limit,
            Duration.ofHours(72),
            Spools.RESOURCE,
            Spools.SCOPE,
            new InstantSource() {
              @Override
              public java.time.Instant instant() {
                return java.time.Instant.ofEpochMilli(millis);
              }
            },
            () -> nanos);
    spool = new Spool(config, 2, this::lost, disk);
    open.clear();
    order.clear();
    accepted = 0;
    unwritten = 0;
    history.add("start");
  }

  private void lost(String reason, boolean recovered, long from, long to) {
    history.add("lost " + reason + " " + recovered + " " + from + ".." + to);
    check(to > from, "nothing lost");
    check(reason.equals(SpoolLosses.FULL) || faulty || limit == 300_000, reason);
    lost += to - from;
  }

  private void step() throws IOException {
    nanos += random.nextInt(3) == 0 ? 1_100_000_000L : 40_000_000L;
    millis += random.nextInt(50) == 0 ? random.nextLong() >> 20 : 40;
    if (faulty && random.nextInt(12) == 0) {
      failing = 1 + random.nextInt(4);
    }
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3, 4 -> append();
      case 5, 6, 7 -> read();
      case 8, 9 -> acknowledge();
      case 10 -> {
        if (random.nextBoolean()) {
          kill();
          start();
        }
      }
      default -> {
        if (random.nextInt(3) == 0) {
          close();
          start();
        }
      }
    }
  }

  private void append() {
    long id = nextId++;
    int spans = 1 + random.nextInt(5);
    byte[] payload = new byte[Long.BYTES + random.nextInt(LARGEST)];
    ByteBuffer.wrap(payload).putLong(id);
    accepted += spans;
    spool.counters().set(1, accepted);
    long end = spool.append(payload, payload.length, spans);
    // As the buffers do: the page may have come with this append.
    spool.counters().set(1, accepted);
    history.add("append " + id + " (" + spans + ") -> " + end + " " + spool.problem());
    if (end >= 0) {
      appended.put(id, spans);
    } else {
      check(faulty, "not appended without a reason: " + spool.problem());
      notAppended.add(id);
      if (random.nextBoolean()) {
        spool.settledInMemory(spans);
      } else {
        unwritten += spans;
      }
    }
  }

  private void read() {
    int length = spool.nextLength();
    SpoolRecord record = length == 0 ? null : spool.next();
    check(length == 0 || record != null || faulty, "a record that cannot be read");
    if (record != null) {
      long id = ByteBuffer.wrap(record.bytes()).getLong();
      history.add("read " + id + (record.recovered() ? " recovered" : ""));
      check(record.bytes().length == length, "another length");
      check(appended.containsKey(id) || notAppended.contains(id), "nobody wrote " + id);
      check(!acknowledgedForGood.contains(id), id + " again, after it was acknowledged for good");
      open.add(record);
      order.computeIfAbsent(record.folder(), folder -> new ArrayDeque<>()).add(record);
    }
  }

  private void acknowledge() {
    if (open.isEmpty()) {
      return;
    }
    SpoolRecord record = open.remove(random.nextInt(open.size()));
    long failures = spool.failures();
    long id = ByteBuffer.wrap(record.bytes()).getLong();
    history.add("acknowledge " + id);
    spool.acknowledge(record);
    acknowledged.add(id);
    if (spool.failures() == failures) {
      Deque<SpoolRecord> records = order.get(record.folder());
      while (!records.isEmpty() && records.peekFirst().acknowledged) {
        acknowledgedForGood.add(ByteBuffer.wrap(records.removeFirst().bytes()).getLong());
      }
    }
  }

  private void kill() throws IOException {
    boolean counted = spool.bytesOnDisk() > 0;
    if (counted && !faulty && random.nextBoolean()) {
      // Ended, but not written any more.
      long more = random.nextInt(4);
      accepted += more;
      spool.counters().set(1, accepted);
      unwritten += more;
    }
    if (counted && random.nextBoolean()) {
      killInAWrite();
    }
    lossesFound += spool.lost();
    lossesToFind += unwritten;
    disk.kill();
    history.add("kill");
  }

  /** Of a record that is cut off, or of one that is whole but was not counted. */
  private void killInAWrite() {
    long id = nextId++;
    byte[] payload = new byte[200 + random.nextInt(LARGEST)];
    ByteBuffer.wrap(payload).putLong(id);
    accepted++;
    spool.counters().set(1, accepted);
    killing = random.nextBoolean();
    failing = killing ? 0 : Integer.MAX_VALUE;
    try {
      spool.append(payload, payload.length, 1);
      notAppended.add(id);
      unwritten++;
    } catch (FaultyRoot.Killed e) {
      history.add("killed after writing " + id);
      appended.put(id, 1);
    }
    killing = false;
    failing = 0;
  }

  private void close() throws IOException {
    lossesFound += spool.lost();
    lossesToFind += unwritten;
    spool.close();
    disk.kill();
    history.add("close");
  }

  /** Until nothing is left, without faults. */
  private void drain() throws IOException {
    failing = 0;
    start();
    int idle = 0;
    while (idle < 3) {
      nanos += 6_000_000_000L;
      int before = open.size();
      read();
      idle = open.size() > before ? 0 : idle + 1;
      while (!open.isEmpty()) {
        acknowledge();
      }
    }
    lossesFound += spool.lost();
    check(spool.unreadBytes() == 0, "unread bytes " + spool.unreadBytes());
    spool.close();
    check(!(root instanceof MemoryRoot memory) || memory.folders() == 0 || faulty, "folders left");
  }

  private final class Failing implements FaultyRoot.Faults {
    @Override
    public void before(String operation, String name) throws IOException {
      if (fails()) {
        history.add("fails: " + operation + " " + name);
        throw new IOException("Input/output error");
      }
    }

    @Override
    public int written(String name, int length) {
      if (killing && name.endsWith(".seg") && length > 200) {
        return FaultyRoot.KILLED;
      }
      boolean fails = fails();
      if (fails) {
        history.add("fails: write " + name);
      }
      return fails ? random.nextInt(length) : length;
    }

    private boolean fails() {
      if (failing == 0) {
        return false;
      }
      boolean now = failing == Integer.MAX_VALUE || random.nextInt(3) == 0;
      if (now && failing != Integer.MAX_VALUE) {
        failing--;
      }
      return now;
    }
  }
}
