package dev.skein.internal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an application does whose classes are loaded once more, as by a framework's dev mode. */
public final class Reloaded {
  private Reloaded() {}

  /** Appends a text, leaves it unread, and returns everything else that it can read. */
  public static List<String> run(String directory, String text) {
    List<String> read = new ArrayList<>();
    SpoolConfig config = Spools.config(Path.of(directory), 64 << 20);
    try (Spool spool = new Spool(config, 1, (reason, recovered, from, to) -> read.add(reason))) {
      byte[] payload = text.getBytes(UTF_8);
      spool.append(payload, payload.length, 1);
      for (SpoolRecord record = spool.next(); record != null; record = spool.next()) {
        if (record.recovered()) {
          read.add(new String(record.bytes(), UTF_8));
          spool.acknowledge(record);
        }
      }
    }
    return read;
  }
}
