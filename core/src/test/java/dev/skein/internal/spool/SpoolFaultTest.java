package dev.skein.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What goes wrong on a disk, or is done to it. */
class SpoolFaultTest extends SpoolFixture {
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
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
