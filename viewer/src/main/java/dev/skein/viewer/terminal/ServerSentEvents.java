package dev.skein.viewer.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream as the HTML standard has it (section 9.2), without ids and retry times,
 * which the viewer does not send. Not thread-safe.
 */
final class ServerSentEvents {
  /** An event. */
  record Event(String name, String data) {}

  private final BufferedReader lines;

  ServerSentEvents(InputStream stream) {
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** Waits for the next event; null when the stream has ended. */
  @Nullable Event next() throws IOException {
    String name = "message";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          return new Event(name, data.substring(0, data.length() - 1));
        }
        name = "message";
      } else if (line.startsWith("event:")) {
        name = value(line, "event:");
      } else if (line.startsWith("data:")) {
        data.append(value(line, "data:")).append('\n');
      }
    }
    return null;
  }

  private static String value(String line, String field) {
    int start = field.length();
    return line.substring(line.startsWith(" ", start) ? start + 1 : start);
  }
}
