package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.store.StoreStats;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How full the store is, and what came in. */
final class StatsJson implements Json {
  private final StoreStats stats;
  private final ReceivedCounts received;
  private final @Nullable String dataDirectory;
  private final String version;

  private StatsJson(
      StoreStats stats, ReceivedCounts received, @Nullable String dataDirectory, String version) {
    this.stats = stats;
    this.received = received;
    this.dataDirectory = dataDirectory;
    this.version = version;
  }

  static StatsJson of(StoreStats stats, ReceivedCounts received, ServerSettings settings) {
    return new StatsJson(stats, received, settings.dataDirectory(), settings.version());
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
    out.writeStringField("dataDirectory", dataDirectory);
    out.writeStringField("version", version);
    out.writeEndObject();
  }
}
