package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.store.StoreStats;
import java.io.IOException;

/** How full the store is, and what came in. */
final class StatsJson implements Json {
  private final StoreStats stats;
  private final ReceivedCounts received;
  private final String version;

  StatsJson(StoreStats stats, ReceivedCounts received, String version) {
    this.stats = stats;
    this.received = received;
    this.version = version;
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("traces", stats.traces());
    out.writeNumberField("spans", stats.spans());
    out.writeNumberField("bytes", stats.bytes());
    out.writeNumberField("maxSpans", stats.maxSpans());
    out.writeNumberField("maxBytes", stats.maxBytes());
    out.writeNumberField("addedSpans", stats.addedSpans());
    out.writeNumberField("duplicateSpans", stats.duplicateSpans());
    out.writeNumberField("evictedTraces", stats.evictedTraces());
    out.writeNumberField("evictedSpans", stats.evictedSpans());
    out.writeNumberField("droppedSpans", stats.droppedSpans());
    out.writeObjectFieldStart("received");
    out.writeNumberField("requests", received.requests.sum());
    out.writeNumberField("bytes", received.bytes.sum());
    out.writeNumberField("rejectedRequests", received.rejectedRequests.sum());
    out.writeNumberField("rejectedSpans", received.rejectedSpans.sum());
    out.writeEndObject();
    StoreStats.Disk disk = stats.disk();
    out.writeStringField("dataDirectory", disk == null ? null : disk.directory().toString());
    if (disk == null) {
      out.writeNullField("disk");
    } else {
      write(disk, out);
    }
    out.writeStringField("version", version);
    out.writeEndObject();
  }

  private static void write(StoreStats.Disk disk, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("disk");
    out.writeNumberField("segments", disk.segments());
    out.writeNumberField("bytes", disk.bytes());
    out.writeNumberField("restoredSpans", disk.restoredSpans());
    out.writeNumberField("unsavedSpans", disk.unsavedSpans());
    out.writeNumberField("skippedBytes", disk.skippedBytes());
    out.writeNumberField("cutBytes", disk.cutBytes());
    out.writeStringField("problem", disk.problem());
    out.writeEndObject();
  }
}
