package dev.skein.internal.spool;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that shares a directory with others: appends records, delivers what it can read and
 * says both, line by line, each before the other processes could know. Its clock runs a thousand
 * times as fast, so that it looks for the folders of others all the time.
 *
 * <p>Arguments: the directory, its number, how many records to append, and whether it ends when
 * everything it can read is delivered, or stays until it is killed.
 */
final class SpoolProcess {
  private static final int FAST = 1000;

  private SpoolProcess() {}

  public static void main(String[] args) {
    Path directory = Path.of(args[0]);
    int number = Integer.parseInt(args[1]);
    int count = Integer.parseInt(args[2]);
    SpoolConfig config =
        new SpoolConfig(
            directory,
            64 << 20,
            Duration.ofDays(3000),
            Spools.RESOURCE,
            Spools.SCOPE,
            InstantSource.system(),
            () -> System.nanoTime() * FAST);
    Spool spool =
        new Spool(config, 1, (reason, recovered, from, to) -> say("L", to - from, reason));
    SplittableRandom random = new SplittableRandom(number);
    List<SpoolRecord> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] payload = new byte[16 + random.nextInt(2000)];
      ByteBuffer.wrap(payload).putLong(number).putLong(i);
      spool.counters().set(0, i + 1);
      if (spool.append(payload, payload.length, 1) < 0) {
        throw new IllegalStateException(spool.problem());
      }
      say("A", number, i);
      if (random.nextInt(4) == 0) {
        deliver(spool, open, random.nextInt(8));
      }
    }
    boolean ends = Boolean.parseBoolean(args[3]);
    for (int idle = 0; !ends || idle < 20; ) {
      idle = deliver(spool, open, 0) ? 0 : idle + 1;
      LockSupport.parkNanos(1000);
    }
    spool.close();
    say("E", number, spool.lost());
  }

  private static boolean deliver(Spool spool, List<SpoolRecord> open, int keep) {
    boolean any = false;
    for (SpoolRecord record = spool.next(); record != null; record = spool.next()) {
      open.add(record);
      any = true;
    }
    while (open.size() > keep) {
      SpoolRecord record = open.remove(0);
      ByteBuffer id = ByteBuffer.wrap(record.bytes());
      say("D", id.getLong(), id.getLong());
      spool.acknowledge(record);
    }
    return any;
  }

  private static void say(String what, long number, Object detail) {
    String line = what + " " + number + " " + detail + " " + System.currentTimeMillis() + "\n";
    byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    // In one write, past all buffers: what was said stays said.
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
