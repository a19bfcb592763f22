package dev.skein.internal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Spools on a directory of their own, and clocks that only tests move. */
abstract class SpoolFixture {
  static final long SECOND = 1_000_000_000L;
  static final long HOUR = 3600 * SECOND;
  static final FaultyRoot.Faults NONE =
      new FaultyRoot.Faults() {
        @Override
        public void before(String operation, String name) {}

        @Override
        public int written(String name, int length) {
          return length;
        }
      };

  @TempDir Path temporary;

  final List<String> losses = new ArrayList<>();
  private final List<Spool> opened = new ArrayList<>();
  long nanos = SECOND;
  Instant wall = Instant.parse("2026-11-23T00:00:00Z");

  @AfterEach
  void close() {
    opened.forEach(Spool::close);
  }

  Path directory() {
    return temporary.resolve("spool");
  }

  SpoolConfig config(long limit) {
    return config(limit, "service");
  }

  SpoolConfig config(long limit, String resource) {
    return new SpoolConfig(
        directory(),
        limit,
        Duration.ofHours(72),
        resource.getBytes(UTF_8),
        Spools.SCOPE,
        () -> wall,
        () -> nanos);
  }

  Spool open() {
    return open(config(64 << 20));
  }

  Spool open(SpoolConfig config) {
    return open(config, new DiskRoot(config.directory()));
  }

  Spool open(SpoolConfig config, SpoolRoot root) {
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

  static long append(Spool spool, String text, int spans) {
    byte[] payload = text.getBytes(UTF_8);
    return spool.append(payload, payload.length, spans);
  }

  static List<String> readAll(Spool spool) {
    List<String> all = new ArrayList<>();
    for (SpoolRecord record = spool.next(); record != null; record = spool.next()) {
      all.add(text(record));
      spool.acknowledge(record);
    }
    return all;
  }

  static String text(SpoolRecord record) {
    return new String(record.bytes(), UTF_8);
  }

  /** The folders below the directory. */
  List<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(directory())) {
      return entries.toList();
    }
  }

  Path segment() throws IOException {
    try (Stream<Path> entries = Files.list(folders().get(0))) {
      return entries.filter(file -> file.toString().endsWith(".seg")).sorted().findFirst().get();
    }
  }
}
