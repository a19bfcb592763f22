package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.analysis.Dependencies;
import dev.skein.viewer.store.AttributeTerm;
import java.io.IOException;

/** The services, and who calls whom. */
final class DependenciesJson implements Json {
  private final Dependencies dependencies;

  DependenciesJson(Dependencies dependencies) {
    this.dependencies = dependencies;
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("services");
    for (Dependencies.Service service : dependencies.services()) {
      out.writeStartObject();
      out.writeStringField("name", service.name());
      out.writeNumberField("spanCount", service.spanCount());
      out.writeNumberField("errorCount", service.errorCount());
      out.writeNumberField("rootCount", service.rootCount());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("edges");
    for (Dependencies.Edge edge : dependencies.edges()) {
      out.writeStartObject();
      out.writeStringField("from", edge.from());
      out.writeStringField("to", edge.to());
      out.writeNumberField("calls", edge.durations().count());
      out.writeNumberField("errors", edge.errorCount());
      OperationsJson.quantiles(edge.durations(), out);
      if (!edge.attributes().isEmpty()) {
        out.writeObjectFieldStart("attributes");
        for (AttributeTerm term : edge.attributes()) {
          out.writeStringField(term.name(), term.value());
        }
        out.writeEndObject();
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
