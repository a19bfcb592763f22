package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.store.TraceQuery;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceView;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The services whose spans are there. */
final class ServicesJson implements Json {
  private final Map<String, Service> services = new HashMap<>();

  private ServicesJson() {}

  static ServicesJson of(TraceStore store) {
    ServicesJson json = new ServicesJson();
    store.scan(TraceQuery.ALL, json::add);
    return json;
  }

  private boolean add(TraceView trace) {
    for (int span = 0; span < trace.size(); span++) {
      Service service = services.computeIfAbsent(trace.service(span), name -> new Service());
      service.spans++;
      service.errors += trace.error(span) ? 1 : 0;
      service.operations.add(trace.name(span));
    }
    return true;
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("services");
    for (Map.Entry<String, Service> entry : new TreeMap<>(services).entrySet()) {
      out.writeStartObject();
      out.writeStringField("name", entry.getKey());
      out.writeNumberField("spanCount", entry.getValue().spans);
      out.writeNumberField("errorCount", entry.getValue().errors);
      out.writeArrayFieldStart("operations");
      for (String operation : new TreeSet<>(entry.getValue().operations)) {
        out.writeString(operation);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static final class Service {
    long spans;
    long errors;
    final Set<String> operations = new HashSet<>();
  }
}
