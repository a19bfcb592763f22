package dev.skein.viewer.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.viewer.terminal.ServerSentEvents.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {
  private static List<Event> read(String stream) throws IOException {
    ServerSentEvents events =
        new ServerSentEvents(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)));
    List<Event> read = new ArrayList<>();
    for (Event event = events.next(); event != null; event = events.next()) {
      read.add(event);
    }
    return read;
  }

  @Test
  void events_haveTheirNamesAndData() throws IOException {
    assertThat(read("event: traces\ndata: {}\n\ndata:a\ndata: b\n\n"))
        .containsExactly(new Event("traces", "{}"), new Event("message", "a\nb"));
  }

  @Test
  void commentsAndEmptyEvents_arePassedOver() throws IOException {
    assertThat(read(": heartbeat\n\nevent: nothing\n\nid: 3\r\ndata: x\r\n\r\n"))
        .containsExactly(new Event("message", "x"));
  }

  @Test
  void eventThatIsCutOff_isNone() throws IOException {
    assertThat(read("event: traces\ndata: {\"tra")).isEmpty();
  }
}
