package dev.skein.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Figure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that becomes full, by others or by the spool itself, and has room again: what is not taken
 * is not taken at once, nothing that was taken is lost, and the spool comes back by itself.
 */
class DiskFullTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int RECORD = 20_000;

  @TempDir private Path temporary;

  private final List<String> losses = new ArrayList<>();
  private long nanos = SECOND;

  private Spool open(Path directory, SpoolRoot root) {
    SpoolConfig plain = Spools.config(directory, 64 << 20);
    SpoolConfig config =
        new SpoolConfig(
            directory,
            plain.limitBytes(),
            plain.maxAge(),
            plain.resource(),
            plain.scope(),
            plain.wallClock(),
            () -> nanos);
    return new Spool(
        config, 1, (reason, recovered, from, to) -> losses.add(reason + from + ".." + to), root);
  }

  private static boolean append(Spool spool, int id) {
    byte[] payload = new byte[RECORD];
    ByteBuffer.wrap(payload).putInt(id);
    return spool.append(payload, payload.length, 1) >= 0;
  }

  private static List<Integer> readAll(Spool spool) {
    List<Integer> all = new ArrayList<>();
    for (SpoolRecord record = spool.next(); record != null; record = spool.next()) {
      all.add(ByteBuffer.wrap(record.bytes()).getInt());
      spool.acknowledge(record);
    }
    return all;
  }

  @Test
  void writesThatFailHalfWay_areNotTaken_andLeaveNoTrace() throws IOException {
    boolean[] full = new boolean[1];
    FaultyRoot root =
        new FaultyRoot(
            new DiskRoot(temporary.resolve("spool")),
            new FaultyRoot.Faults() {
              @Override
              public void before(String operation, String name) throws IOException {
                if (full[0] && operation.equals("truncate")) {
                  throw new IOException("Input/output error");
                }
              }

              @Override
              public int written(String name, int length) {
                return full[0] ? length / 2 : length;
              }
            });
    Spool spool = open(temporary, root);
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      full[0] = i % 5 == 3;
      boolean took = append(spool, i);
      assertThat(took).isEqualTo(!full[0]);
      if (took) {
        taken.add(i);
        assertThat(spool.problem()).isNull();
      } else {
        assertThat(spool.problem()).contains("No space left on device");
        // Nothing is tried before a second has passed.
        full[0] = false;
        assertThat(append(spool, -1)).isFalse();
        nanos += 2 * SECOND;
      }
    }
    assertThat(spool.failures()).isEqualTo(4);
    assertThat(readAll(spool)).isEqualTo(taken);
    assertThat(losses).isEmpty();
    root.kill();
  }

  @Test
  void disk_thatIsFull_keepsWhatWasTaken_andTakesMoreWhenItCan() throws Exception {
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "none", disk.toString());
    try {
      // Where nobody may mount a small disk, one is made of a quota.
      SpoolRoot files = new DiskRoot(disk.resolve("spool"));
      Quota quota = new Quota();
      Spool spool = open(disk, mounted ? files : new FaultyRoot(files, quota));
      List<Integer> taken = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        assertThat(append(spool, i)).isTrue();
        taken.add(i);
      }
      // Somebody else takes the rest of the disk.
      Path filler = disk.resolve("filler");
      quota.left = 0;
      if (mounted) {
        fill(filler);
      }
      assertThat(append(spool, 100)).isFalse();
      assertThat(spool.problem()).contains("space");
      nanos += 2 * SECOND;
      assertThat(append(spool, 101)).isFalse();
      // What is there can be delivered, and that be noted, on a full disk.
      assertThat(readAll(spool)).isEqualTo(taken);

      Files.deleteIfExists(filler);
      quota.left = Long.MAX_VALUE;
      nanos += 2 * SECOND;
      assertThat(append(spool, 200)).isTrue();
      assertThat(spool.problem()).isNull();
      // The spool itself takes what there is: a tenth stays free.
      int next = 201;
      quota.left = 2 << 20;
      while (append(spool, next)) {
        next++;
      }
      if (mounted) {
        assertThat(Files.getFileStore(disk).getUsableSpace())
            .isGreaterThanOrEqualTo((4 << 20) / 10);
      }
      assertThat(readAll(spool)).hasSize(next - 200).startsWith(200).endsWith(next - 1);
      nanos += 2 * SECOND;
      quota.left = Long.MAX_VALUE;
      assertThat(append(spool, 300)).isTrue();
      assertThat(readAll(spool)).containsExactly(300);
      assertThat(losses).isEmpty();
      spool.close();
    } finally {
      if (mounted) {
        // At once: a page stays mapped until it is collected.
        run("umount", "-l", disk.toString());
      }
    }
    Figure.report(
        "spool-disk-full",
        "A full disk (" + (mounted ? "tmpfs of 4 MiB" : "a quota") + ")",
        "nothing that was taken is lost, back within two seconds of there being space");
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The bytes that segments may still get; other files are written in place. */
  private static final class Quota implements FaultyRoot.Faults {
    private long left = Long.MAX_VALUE;

    @Override
    public void before(String operation, String name) throws IOException {
      if (left == 0 && operation.equals("create")) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public int written(String name, int length) {
      if (!name.endsWith(".seg")) {
        return length;
      }
      int arrives = (int) Math.min(length, left);
      left -= arrives;
      return arrives;
    }
  }
}
