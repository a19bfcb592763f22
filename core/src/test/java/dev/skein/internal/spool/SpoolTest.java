package dev.skein.internal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;
  private static final FaultyRoot.Faults NONE =
      new FaultyRoot.Faults() {
        @Override
        public void before(String operation, String name) {}

        @Override
        public int written(String name, int length) {
          return length;
        }
      };

  @TempDir private Path temporary;

  private final List<String> losses = new ArrayList<>();
  private final List<Spool> opened = new ArrayList<>();
  private long nanos = SECOND;
  private Instant wall = Instant.parse("2026-11-23T00:00:00Z");

  @AfterEach
  void close() {
    opened.forEach(Spool::close);
  }

  private Path directory() {
    return temporary.resolve("spool");
  }

  private SpoolConfig config(long limit) {
    return config(limit, "service");
  }

  private SpoolConfig config(long limit, String resource) {
    return new SpoolConfig(
        directory(),
        limit,
        Duration.ofHours(72),
        resource.getBytes(UTF_8),
        Spools.SCOPE,
        () -> wall,
        () -> nanos);
  }

  private Spool open() {
    return open(config(64 << 20));
  }

  private Spool open(SpoolConfig config) {
    return open(config, new DiskRoot(config.directory()));
  }

  private Spool open(SpoolConfig config, SpoolRoot root) {
    Spool spool =
        new Spool(
            config,
            2,
            (reason, recovered, from, to) ->
                losses.add(
                    reason + (recovered ? " recovered " + (to - from) : " " + from + ".." + to)),
            root);
    opened.add(spool);
    return spool;
  }

  private static long append(Spool spool, String text, int spans) {
    byte[] payload = text.getBytes(UTF_8);
    return spool.append(payload, payload.length, spans);
  }

  private static List<String> readAll(Spool spool) {
    List<String> all = new ArrayList<>();
    for (SpoolRecord record = spool.next(); record != null; record = spool.next()) {
      all.add(text(record));
      spool.acknowledge(record);
    }
    return all;
  }

  private static String text(SpoolRecord record) {
    return new String(record.bytes(), UTF_8);
  }

  /** The folders below the directory. */
  private List<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(directory())) {
      return entries.toList();
    }
  }

  private Path segment() throws IOException {
    try (Stream<Path> entries = Files.list(folders().get(0))) {
      return entries.filter(file -> file.toString().endsWith(".seg")).sorted().findFirst().get();
    }
  }

  // ---- what is appended comes back

  @Test
  void appended_comesBackInOrder_acrossSegments() {
    Spool spool = open(config(2 << 20));
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      written.add(i + "x".repeat(3000));
      assertThat(append(spool, written.get(i), 2)).isEqualTo(2L * (i + 1));
    }
    assertThat(spool.nextLength()).isEqualTo(3001);
    assertThat(readAll(spool)).isEqualTo(written);
    assertThat(spool.nextLength()).isZero();
    assertThat(spool.next()).isNull();
    assertThat(spool.unreadBytes()).isZero();
    assertThat(losses).isEmpty();
  }

  @Test
  void acknowledgedSegments_areRemoved() {
    Spool spool = open(config(2 << 20));
    for (int i = 0; i < 200; i++) {
      append(spool, "x".repeat(3000), 1);
    }
    long before = spool.bytesOnDisk();
    readAll(spool);
    assertThat(before).isGreaterThan(600_000);
    assertThat(spool.bytesOnDisk()).isLessThan(70_000);
  }

  @Test
  void recordAppendedBetweenReads_isReadNext() {
    Spool spool = open();
    append(spool, "a", 1);
    assertThat(readAll(spool)).containsExactly("a");
    append(spool, "b", 1);
    append(spool, "c", 1);
    assertThat(readAll(spool)).containsExactly("b", "c");
  }

  @Test
  void payloadThatIsTooLargeOrNothing_isRefused() {
    Spool spool = open();
    assertThat(spool.append(new byte[9 << 20], 9 << 20, 1)).isEqualTo(-1);
    assertThat(spool.append(new byte[0], 0, 1)).isEqualTo(-1);
    assertThat(spool.append(new byte[1], 1, 0)).isEqualTo(-1);
    assertThat(spool.problem()).isNull();
  }

  @Test
  void untouchedSpool_makesNoFile() {
    open().close();
    assertThat(directory()).doesNotExist();
  }

  @Test
  void closedWithNothingLeft_leavesNothing() throws IOException {
    Spool spool = open();
    append(spool, "a", 1);
    readAll(spool);
    spool.close();
    assertThat(folders()).isEmpty();
    assertThat(append(spool, "b", 1)).isEqualTo(-1);
    assertThat(spool.next()).isNull();
  }

  // ---- what one leaves, the next delivers

  @Test
  void leftByAClosedOne_isDeliveredByTheNext_withItsOwnResource() throws IOException {
    Spool first = open(config(64 << 20, "first"));
    append(first, "a", 1);
    append(first, "b", 2);
    append(first, "c", 3);
    first.acknowledge(first.next());
    first.close();

    Spool second = open(config(64 << 20, "second"));
    append(second, "d", 1);
    SpoolRecord b = second.next();
    SpoolRecord c = second.next();
    SpoolRecord d = second.next();
    assertThat(List.of(text(b), text(c), text(d))).containsExactly("b", "c", "d");
    assertThat(b.recovered()).isTrue();
    assertThat(b.endSequence()).isEqualTo(-1);
    assertThat(b.spans()).isEqualTo(2);
    assertThat(b.resource()).asString(UTF_8).isEqualTo("first");
    assertThat(b.scope()).isEqualTo(Spools.SCOPE);
    assertThat(c.resource()).isSameAs(b.resource());
    assertThat(d.recovered()).isFalse();
    assertThat(d.endSequence()).isEqualTo(1);
    assertThat(d.resource()).asString(UTF_8).isEqualTo("second");
    assertThat(second.recovered()).isEqualTo(5);
    assertThat(second.lost()).isZero();
    for (SpoolRecord record : List.of(d, b, c)) {
      second.acknowledge(record);
    }
    second.close();
    assertThat(folders()).isEmpty();
  }

  @Test
  void leftByAChain_isDeliveredByTheLast() throws IOException {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FaultyRoot killable = new FaultyRoot(new DiskRoot(directory()), NONE);
      Spool spool = open(config(64 << 20), killable);
      written.add("of " + i);
      append(spool, written.get(i), 1);
      spool.nextLength();
      killable.kill();
    }
    assertThat(folders()).hasSize(1);
    Spool last = open();
    assertThat(readAll(last)).containsExactlyInAnyOrderElementsOf(written);
    assertThat(last.recovered()).isEqualTo(20);
    last.close();
    assertThat(folders()).isEmpty();
  }

  @Test
  void killedOne_whatItHadNotWritten_isCounted_once() throws IOException {
    FaultyRoot killable = new FaultyRoot(new DiskRoot(directory()), NONE);
    Spool first = open(config(64 << 20), killable);
    first.settledInMemory(5);
    append(first, "a", 10);
    first.counters().set(0, 12);
    first.counters().set(1, 10);
    first.counters().raiseAlone(4);
    first.counters().raiseAlone(3);
    first.settledInMemory(2);
    killable.kill();

    Spool second = open();
    assertThat(second.nextLength()).isEqualTo(1);
    assertThat(second.lost()).isEqualTo(12 + 10 + 4 - 10 - 7);
    second.close();
    Spool third = open();
    assertThat(third.nextLength()).isEqualTo(1);
    assertThat(third.lost()).isZero();
    assertThat(third.recovered()).isEqualTo(10);
  }

  @Test
  void killedBetweenAWriteAndCountingIt_losesNothing_andNobodySaysSo() throws IOException {
    FaultyRoot killed =
        new FaultyRoot(
            new DiskRoot(directory()),
            new FaultyRoot.Faults() {
              @Override
              public void before(String operation, String name) {}

              @Override
              public int written(String name, int length) {
                return length == RecordHeader.BYTES + 1000 ? FaultyRoot.KILLED : length;
              }
            });
    Spool first = open(config(64 << 20), killed);
    append(first, "counted", 1);
    first.counters().set(0, 101);
    assertThatThrownBy(() -> append(first, "x".repeat(1000), 100))
        .isInstanceOf(FaultyRoot.Killed.class);
    killed.kill();

    FaultyRoot killable = new FaultyRoot(new DiskRoot(directory()), NONE);
    Spool second = open(config(64 << 20), killable);
    assertThat(readAll(second)).hasSize(2);
    assertThat(second.lost()).isZero();
    append(second, "mine", 1);
    killable.kill();

    Spool third = open();
    assertThat(readAll(third)).containsExactly("mine");
    assertThat(third.lost()).isZero();
  }

  @Test
  void livingOne_isLeftAlone_alsoWhenTheSystemPropertiesAreGone() throws IOException {
    Spool first = open();
    append(first, "mine", 1);
    String id = folders().get(0).getFileName().toString();
    Spool second = open();
    append(second, "other", 1);
    assertThat(readAll(second)).containsExactly("other");
    assertThat(System.getProperties().remove("dev.skein.spool." + id)).isNotNull();
    nanos += 6 * SECOND;
    assertThat(readAll(second)).isEmpty();
    assertThat(second.recovered()).isZero();
    assertThat(readAll(first)).containsExactly("mine");
  }

  @Test
  void bothToBeRead_takeTurns() {
    Spool first = open();
    for (int i = 0; i < 30; i++) {
      append(first, "old" + "x".repeat(100_000), 1);
    }
    first.close();
    Spool second = open();
    for (int i = 0; i < 30; i++) {
      append(second, "new" + "x".repeat(100_000), 1);
    }
    StringBuilder order = new StringBuilder();
    for (SpoolRecord record = second.next(); record != null; record = second.next()) {
      order.append(record.recovered() ? 'o' : 'n');
    }
    assertThat(order.toString())
        .isEqualTo(("o".repeat(11) + "n".repeat(11)).repeat(2) + "o".repeat(8) + "n".repeat(8));
  }

  // ---- limits

  @Test
  void full_givesUpTheOldest_andSaysHowMany() {
    Spool spool = open(config(1 << 20));
    SpoolRecord held = null;
    for (int i = 0; i < 1000; i++) {
      assertThat(append(spool, "x".repeat(3000), 2)).isEqualTo(2L * (i + 1));
      held = held == null ? spool.next() : held;
      assertThat(spool.bytesOnDisk()).isLessThanOrEqualTo(1 << 20);
    }
    assertThat(losses).isNotEmpty().allMatch(line -> line.startsWith("spool_full "));
    // What was handed out is not lost.
    assertThat(losses.get(0)).startsWith("spool_full 2..");
    spool.acknowledge(held);
    long lost = losses.stream().mapToLong(SpoolTest::spans).sum();
    assertThat(readAll(spool)).hasSize((int) (2000 - lost - 2) / 2);
  }

  private static long spans(String loss) {
    String[] range = loss.substring(loss.indexOf(' ') + 1).split("\\.\\.");
    return Long.parseLong(range[1]) - Long.parseLong(range[0]);
  }

  @Test
  void recordLargerThanTheLimit_isNotTaken() {
    Spool spool = open(config(1 << 20));
    assertThat(append(spool, "small", 1)).isEqualTo(1);
    assertThat(append(spool, "x".repeat(2 << 20), 1)).isEqualTo(-1);
    assertThat(spool.problem()).contains("limit");
    nanos += 2 * SECOND;
    assertThat(append(spool, "small", 1)).isEqualTo(2);
    assertThat(spool.problem()).isNull();
  }

  @Test
  void tooOld_isGivenUp_byTheTimeThatPassed() {
    Spool spool = open();
    append(spool, "a", 3);
    nanos += 2 * HOUR;
    assertThat(spool.nextLength()).isEqualTo(1);
    nanos += 71 * HOUR;
    assertThat(spool.nextLength()).isEqualTo(1);
    nanos += 2 * HOUR;
    assertThat(spool.nextLength()).isZero();
    assertThat(losses).containsExactly("spool_expired 0..3");
  }

  @Test
  void wallClockThatJumps_costsNothing() {
    Spool first = open();
    append(first, "a", 1);
    wall = wall.plus(Duration.ofDays(3650));
    nanos += 2 * HOUR;
    assertThat(first.nextLength()).isEqualTo(1);
    wall = wall.minus(Duration.ofDays(7300));
    nanos += 2 * HOUR;
    assertThat(first.nextLength()).isEqualTo(1);
    first.close();

    Spool second = open();
    assertThat(second.nextLength()).isEqualTo(1);
    second.close();
    wall = wall.plus(Duration.ofDays(9999));
    Spool third = open();
    assertThat(third.nextLength()).isEqualTo(1);
    nanos += 50 * 60 * SECOND;
    assertThat(third.nextLength()).isEqualTo(1);
    assertThat(losses).isEmpty();
    // By a clock that is right, it really is older than it may be.
    nanos += 20 * 60 * SECOND;
    assertThat(third.nextLength()).isZero();
    assertThat(losses).containsExactly("spool_expired recovered 1");
  }

  // ---- what goes wrong on a disk

  @Test
  void noDirectory_keepsTrying_andComesBack() throws IOException {
    Files.writeString(directory(), "a file is in the way");
    Spool spool = open();
    assertThat(append(spool, "a", 1)).isEqualTo(-1);
    assertThat(spool.nextLength()).isZero();
    assertThat(spool.problem()).contains("not a directory");
    Files.delete(directory());
    // In a pause nothing is tried.
    assertThat(append(spool, "a", 1)).isEqualTo(-1);
    nanos += 2 * SECOND;
    assertThat(append(spool, "b", 1)).isEqualTo(1);
    assertThat(spool.problem()).isNull();
    assertThat(spool.failures()).isEqualTo(1);
  }

  @Test
  void symbolicLink_isNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(directory(), elsewhere);
    Spool spool = open();
    assertThat(append(spool, "a", 1)).isEqualTo(-1);
    assertThat(spool.problem()).contains("symbolic link");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void symbolicLinkInsteadOfAFolderOrSegment_isNotFollowed() throws IOException {
    Spool victim = open();
    append(victim, "a", 1);
    victim.close();
    Path folder = folders().get(0);
    Path secret = Files.writeString(temporary.resolve("secret"), "secret");
    Path moved = Files.move(folder, temporary.resolve("moved"));
    Files.createSymbolicLink(folder, moved);
    Spool spool = open();
    assertThat(spool.nextLength()).isZero();
    assertThat(spool.recovered()).isZero();

    Files.delete(folder);
    Files.move(moved, folder);
    Path segment = folder.resolve(Segment.name(0));
    Files.delete(segment);
    Files.createSymbolicLink(segment, secret);
    nanos += 6 * SECOND;
    for (int i = 0; i < 10; i++) {
      assertThat(spool.next()).isNull();
      nanos += 2 * SECOND;
    }
    assertThat(secret).hasContent("secret");
  }

  @Test
  void filesAndFolders_areForTheirOwnerOnly() throws IOException {
    Spool spool = open();
    append(spool, "a", 1);
    List<String> seen = new ArrayList<>();
    Files.walkFileTree(
        directory(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            seen.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            seen.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "rwx------", "rwx------", "rw-------", "rw-------", "rw-------", "rw-------");
  }

  @Test
  void deletedFolder_costsWhatWasInIt_andNoMore() throws IOException {
    Spool spool = open();
    append(spool, "a", 1);
    SpoolRecord held = spool.next();
    append(spool, "b", 2);
    deleteAll(directory());
    assertThat(append(spool, "c", 4)).isEqualTo(7);
    assertThat(losses).containsExactly("spool_damaged 1..3");
    spool.acknowledge(held);
    assertThat(readAll(spool)).containsExactly("c");
    spool.counters().set(0, 7);
    spool.close();

    assertThat(folders()).isEmpty();
  }

  @Test
  void deletedFolder_doesNotDisturbTheCount() throws IOException {
    FaultyRoot killable = new FaultyRoot(new DiskRoot(directory()), NONE);
    Spool spool = open(config(64 << 20), killable);
    append(spool, "a", 1);
    SpoolRecord held = spool.next();
    append(spool, "b", 2);
    deleteAll(directory());
    append(spool, "c", 4);
    spool.acknowledge(held);
    spool.counters().set(0, 1 + 2 + 4 + 9);
    killable.kill();
    Spool next = open();
    assertThat(readAll(next)).containsExactly("c");
    assertThat(next.lost()).isEqualTo(9);
  }

  @Test
  void deletedSegment_costsItself() throws IOException {
    Spool spool = open();
    append(spool, "a", 1);
    Files.delete(segment());
    assertThat(append(spool, "b", 2)).isEqualTo(3);
    assertThat(readAll(spool)).containsExactly("b");
    assertThat(losses).containsExactly("spool_damaged 0..1");
  }

  @Test
  void folderWithoutItsLockOrCounters_isDelivered() throws IOException {
    Spool first = open();
    append(first, "a", 3);
    first.close();
    Path folder = folders().get(0);
    for (String name : List.of(FolderLock.NAME, AcceptedSpans.NAME, AckCursor.NAME)) {
      Files.delete(folder.resolve(name));
    }
    Spool second = open();
    assertThat(readAll(second)).containsExactly("a");
    assertThat(second.recovered()).isEqualTo(3);
    assertThat(second.lost()).isZero();
    assertThat(losses).isEmpty();
  }

  @Test
  void folderThatIsNotOurs_isLeftAlone() throws IOException {
    Files.createDirectories(directory().resolve("notes"));
    Files.writeString(directory().resolve("0123456789abcdef"), "a file");
    Files.createDirectories(directory().resolve("new-8123456789abcdef"));
    Spool spool = open();
    append(spool, "a", 1);
    assertThat(readAll(spool)).containsExactly("a");
    spool.close();
    assertThat(folders()).hasSize(3);
  }

  @Test
  void interrupt_doesNotDisturb_andStaysSet() {
    Spool spool = open(config(2 << 20));
    Thread.currentThread().interrupt();
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      written.add(i + "x".repeat(3000));
      append(spool, written.get(i), 1);
    }
    assertThat(readAll(spool)).isEqualTo(written);
    assertThat(spool.failures()).isZero();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interruptWhileItWrites_doesNotDisturb() throws Exception {
    Spool spool = open(config(8 << 20));
    Thread worker = Thread.currentThread();
    Thread pest =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                worker.interrupt();
              }
            });
    pest.start();
    List<String> written = new ArrayList<>();
    List<String> read = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      written.add(i + "x".repeat(3000));
      append(spool, written.get(i), 1);
      read.addAll(readAll(spool));
    }
    pest.interrupt();
    while (pest.isAlive()) {
      Thread.interrupted();
      Thread.onSpinWait();
    }
    Thread.interrupted();
    assertThat(read).isEqualTo(written);
    assertThat(spool.failures()).isZero();
  }

  @Test
  void diskThatCannotForce_isSaid_andCostsNothing() {
    List<String> failing = new ArrayList<>(List.of("force"));
    Spool spool = open(config(1 << 20), failing(failing));
    for (int i = 0; i < 100; i++) {
      assertThat(append(spool, "x".repeat(3000), 1)).isEqualTo(i + 1);
    }
    assertThat(spool.failures()).isPositive();
    assertThat(readAll(spool)).hasSize(100);
    assertThat(losses).isEmpty();
  }

  @Test
  void segmentThatCannotBeRead_isTriedAgain_andGivenUpInTheEnd() {
    List<String> failing = new ArrayList<>();
    Spool spool = open(config(1 << 20), failing(failing));
    append(spool, "a", 3);
    failing.add("open");
    assertThat(spool.next()).isNull();
    assertThat(spool.problem()).contains("Input/output error");
    failing.clear();
    nanos += 2 * SECOND;
    SpoolRecord record = spool.next();
    assertThat(text(record)).isEqualTo("a");
    spool.acknowledge(record);
    append(spool, "b", 4);
    spool.close();

    Spool next = open(config(1 << 20), failing(failing));
    next.nextLength();
    failing.add("read");
    for (int i = 0; i < 6; i++) {
      next.next();
      nanos += 2 * SECOND;
    }
    assertThat(losses).containsExactly("spool_damaged recovered 4");
  }

  private FaultyRoot failing(List<String> operations) {
    return new FaultyRoot(
        new DiskRoot(directory()),
        new FaultyRoot.Faults() {
          @Override
          public void before(String operation, String name) throws IOException {
            if (operations.contains(operation) && !name.equals(AckCursor.NAME)) {
              throw new IOException("Input/output error");
            }
          }

          @Override
          public int written(String name, int length) {
            return length;
          }
        });
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
