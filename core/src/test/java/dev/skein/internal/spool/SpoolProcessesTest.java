package dev.skein.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Figure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share one directory, some of which are killed. */
@Timeout(1200)
class SpoolProcessesTest {
  private static final int AT_ONCE = 3;
  private static final int RECORDS = 3000;

  /** How many records a process delivers at once, and then acknowledges. */
  private static final long MOST_HELD = 100;

  @TempDir private Path directory;

  private final Map<String, Long> killedAt = new HashMap<>();
  private final Set<String> appended = new HashSet<>();
  private final Map<String, Integer> delivered = new HashMap<>();
  private final List<String> stolen = new ArrayList<>();
  private final List<Process> started = new ArrayList<>();
  private int kills;
  private int next;

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void processesOnOneDirectory_takeOnlyWhatTheDeadLeft() throws Exception {
    int rounds = Figure.count(15, 3);
    Random random = new Random(20);
    for (int round = 0; round < rounds; round++) {
      List<Child> children = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        children.add(new Child(next++, RECORDS, i == 0));
      }
      // The first one lives to its end.
      for (Child child : children.subList(1, AT_ONCE)) {
        child.killAfter(1 + random.nextInt(RECORDS));
      }
      for (Child child : children) {
        account(child);
      }
    }
    Child last = new Child(next++, 1, true);
    account(last);

    Set<String> lost = new HashSet<>(appended);
    lost.removeAll(delivered.keySet());
    long twice = delivered.values().stream().filter(times -> times > 1).count();
    assertThat(lost).isEmpty();
    assertThat(stolen).isEmpty();
    // What a process held in its hands when it was killed.
    assertThat(twice).isLessThanOrEqualTo(MOST_HELD * kills);
    assertThat(kills).isEqualTo(rounds * (AT_ONCE - 1));
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
    Figure.report(
        "spool-processes",
        AT_ONCE + " processes at a time on one spool directory",
        String.format(
            "%d processes, %d of them killed, %,d records: 0 lost, 0 taken from the living, %d"
                + " delivered twice",
            next, kills, appended.size(), twice));
  }

  private void account(Child child) throws Exception {
    List<String> lines = child.lines.get(10, TimeUnit.MINUTES);
    assertThat(child.process.waitFor()).isEqualTo(child.killed ? 137 : 0);
    for (String line : lines) {
      String[] words = line.split(" ");
      String id = words[1] + "/" + words[2];
      switch (words[0]) {
        case "A" -> appended.add(id);
        case "D" -> {
          delivered.merge(id, 1, Integer::sum);
          boolean own = words[1].equals(Integer.toString(child.number));
          if (!own && Long.parseLong(words[3]) < killedAt.getOrDefault(words[1], Long.MAX_VALUE)) {
            stolen.add(line + " by " + child.number);
          }
        }
        case "E" -> assertThat(Long.parseLong(words[2])).isLessThanOrEqualTo(kills);
        default -> throw new AssertionError(line);
      }
    }
  }

  /** One process, whose lines are kept. */
  private final class Child {
    private final int number;
    private final Process process;
    private final CompletableFuture<List<String>> lines = new CompletableFuture<>();
    private final CompletableFuture<Void> reached = new CompletableFuture<>();
    private volatile int wanted = Integer.MAX_VALUE;
    private volatile int said;
    private boolean killed;

    private Child(int number, int records, boolean ends) throws IOException {
      this.number = number;
      this.process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SpoolProcess.class.getName(),
                  directory.toString(),
                  Integer.toString(number),
                  Integer.toString(records),
                  Boolean.toString(ends))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      started.add(process);
      Thread reader = new Thread(this::read, "process " + number);
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      List<String> read = Collections.synchronizedList(new ArrayList<>());
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          // The last line of a killed process may be cut off.
          if (line.split(" ").length == 4) {
            read.add(line);
            said += line.startsWith("A ") ? 1 : 0;
            if (said >= wanted) {
              reached.complete(null);
            }
          }
        }
        lines.complete(read);
      } catch (IOException e) {
        lines.completeExceptionally(e);
      } finally {
        reached.complete(null);
      }
    }

    private void killAfter(int records) throws Exception {
      wanted = records;
      if (said >= records) {
        reached.complete(null);
      }
      reached.get(5, TimeUnit.MINUTES);
      killedAt.put(Integer.toString(number), System.currentTimeMillis());
      // Process.destroyForcibly() would close the stream as well.
      process.toHandle().destroyForcibly();
      process.waitFor();
      kills++;
      killed = true;
    }
  }
}
