package dev.skein.internal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpoolTest extends SpoolFixture {
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
  void applicationThatIsLoadedAgain_takesOverWhatTheClosedOneLeft_andNothingElse()
      throws Exception {
    Spool living = open();
    append(living, "living", 1);
    assertThat(reload("first")).isEqualTo(List.of());
    assertThat(reload("second")).isEqualTo(List.of("first"));
    assertThat(reload("third")).isEqualTo(List.of("second"));
    assertThat(readAll(living)).containsExactly("third", "living");
  }

  /** In a class loader of its own. */
  private Object reload(String text) throws Exception {
    List<URL> classes = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classes.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(classes.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      Class<?> reloaded = loader.loadClass(Reloaded.class.getName());
      assertThat(reloaded).isNotSameAs(Reloaded.class);
      return reloaded
          .getMethod("run", String.class, String.class)
          .invoke(null, directory().toString(), text);
    }
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
}
