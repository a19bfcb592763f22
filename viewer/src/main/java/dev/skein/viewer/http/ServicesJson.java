package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.viewer.store.TraceQuery;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceView;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The services whose spans are there. Names are chosen by whoever sends spans, so there may be any
 * number of them: those with the most spans are told, and of the others how many they are.
 */
final class ServicesJson implements Json {
  static final int MAX_SERVICES = 1_000;

  /** Of one service, and of all. */
  static final int MAX_OPERATIONS = 1_000;

  static final int MAX_ALL_OPERATIONS = 10_000;

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
      service.operations.computeIfAbsent(trace.name(span), name -> new Operation()).spans++;
    }
    return true;
  }

  /** Those with the most spans. */
  private static <V> List<Map.Entry<String, V>> most(
      Map<String, V> named, ToLongFunction<V> spans, int limit) {
    Comparator<Map.Entry<String, V>> least =
        Comparator.comparingLong(entry -> spans.applyAsLong(entry.getValue()));
    return named.entrySet().stream()
        .sorted(least.reversed().thenComparing(Map.Entry::getKey))
        .limit(limit)
        .toList();
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    Map<String, Told> told = new TreeMap<>();
    int left = MAX_ALL_OPERATIONS;
    for (Map.Entry<String, Service> entry :
        most(services, service -> service.spans, MAX_SERVICES)) {
      Service service = entry.getValue();
      List<String> operations =
          most(service.operations, count -> count.spans, Math.min(left, MAX_OPERATIONS)).stream()
              .map(Map.Entry::getKey)
              .sorted()
              .toList();
      left -= operations.size();
      told.put(entry.getKey(), new Told(service, operations));
    }
    out.writeStartObject();
    out.writeArrayFieldStart("services");
    for (Map.Entry<String, Told> entry : told.entrySet()) {
      write(entry.getKey(), entry.getValue(), out);
    }
    out.writeEndArray();
    out.writeNumberField("omittedServices", services.size() - told.size());
    out.writeEndObject();
  }

  private static void write(String name, Told told, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", name);
    out.writeNumberField("spanCount", told.service.spans);
    out.writeNumberField("errorCount", told.service.errors);
    out.writeArrayFieldStart("operations");
    for (String operation : told.operations) {
      out.writeString(operation);
    }
    out.writeEndArray();
    out.writeNumberField(
        "omittedOperations", told.service.operations.size() - told.operations.size());
    out.writeEndObject();
  }

  private record Told(Service service, List<String> operations) {}

  private static final class Service {
    long spans;
    long errors;
    final Map<String, Operation> operations = new HashMap<>();
  }

  private static final class Operation {
    long spans;
  }
}
