package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import dev.skein.viewer.store.AttributeTerm;
import dev.skein.viewer.store.TraceQuery;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which services there were in a window of time, and which called which. Beyond 2,000 services,
 * what is met for the first time is counted as one, {@code (other services)}; so is whom somebody
 * calls for the first time beyond 10,000 pairs of caller and callee. Immutable but for its
 * histograms, which nobody else changes.
 *
 * @param services by name
 * @param edges by the names of the caller and the callee
 */
public record Dependencies(List<Service> services, List<Edge> edges) {
  /**
   * A service.
   *
   * @param name its name
   * @param spanCount how many spans it has sent; zero for what is only known because it was called
   * @param errorCount how many of them are errors
   * @param rootCount how many of them have no parent: how often a trace began here
   */
  public record Service(String name, long spanCount, long errorCount, long rootCount) {}

  /**
   * Calls from one service to another: spans of the callee whose parent is a span of the caller. A
   * service calls itself only where a {@code SERVER} or {@code CONSUMER} span has a parent of the
   * same service.
   *
   * <p>A call to what sends no spans, a database or somebody else's service, is known from the
   * caller's span: by {@code peer.service}, the system and name of the database or the broker, or
   * the address; if some service has answered at that address, it is a call to that one.
   *
   * @param from who called
   * @param to who was called
   * @param errorCount calls that either side takes for a failure
   * @param durations how long they took on the callee's side; on the caller's where that is all
   * @param attributes those of a caller's span by which a callee is known that sends no spans; they
   *     find its calls. Empty where the callee's own spans do
   */
  public record Edge(
      String from,
      String to,
      long errorCount,
      DurationHistogram durations,
      List<AttributeTerm> attributes) {
    public Edge {
      attributes = List.copyOf(attributes);
    }
  }

  /** Nobody sees more on a map; so many come of names that hold ids. */
  static final int MAX_SERVICES = 2_000;

  /** Of two thousand services there could be millions, each with a histogram. */
  static final int MAX_EDGES = 10_000;

  /** What services beyond the limit are counted as. */
  static final String OTHER = "(other services)";

  /** Whose addresses are learnt from the first calls of an edge; they seldom change. */
  private static final int LEARNT_FROM = 16;

  public Dependencies {
    services = List.copyOf(services);
    edges = List.copyOf(edges);
  }

  /**
   * The services in the traces that began in a window of time.
   *
   * @param fromEpochNanos traces that began then or later; 0 for all
   * @param toEpochNanos traces that began before then; {@link Long#MAX_VALUE} for all
   */
  public static Dependencies of(TraceStore store, long fromEpochNanos, long toEpochNanos) {
    Collector collector = new Collector();
    store.scan(TraceQuery.builder().from(fromEpochNanos).to(toEpochNanos).build(), collector::add);
    return collector.dependencies();
  }

  private static final class Collector {
    private final Map<String, ServiceCounter> services = new HashMap<>();
    private final Map<String, ServiceCounter> byAddress = new HashMap<>();
    private final BitSet answered = new BitSet();
    private int edges;
    private @Nullable SpanIdTable ids;

    boolean add(TraceView view) {
      SpanIdTable table = ids;
      if (table == null) {
        table = new SpanIdTable(view);
        ids = table;
      } else {
        table.read(view);
      }
      answered.clear();
      for (int span = 0; span < view.size(); span++) {
        add(view, span, table.parent(span));
      }
      for (int span = 0; span < view.size(); span++) {
        if (Roles.sends(view.kind(span)) && !answered.get(span)) {
          addUnanswered(view, span);
        }
      }
      return true;
    }

    private void add(TraceView view, int span, int parent) {
      ServiceCounter service = service(view.service(span));
      boolean error = view.error(span);
      service.spans++;
      service.errors += error ? 1 : 0;
      if (parent == SpanIdTable.NONE) {
        service.roots += view.parentSpanId(span) == 0 ? 1 : 0;
        return;
      }
      ServiceCounter caller = service(view.service(parent));
      SpanKind kind = view.kind(span);
      if (kind == view.kind(parent)) {
        // a client around another client: the call is the inner one's
        answered.set(parent);
      }
      if (caller != service || Roles.receives(kind)) {
        answered.set(parent);
        EdgeCounter edge = edge(caller, service);
        edge.add(view.durationNanos(span), error || view.error(parent));
        if (edge.durations.count() <= LEARNT_FROM) {
          String address = Callee.address(name -> view.attribute(parent, name));
          if (!address.isEmpty() && byAddress.size() < MAX_SERVICES) {
            byAddress.putIfAbsent(address, service);
          }
        }
      }
    }

    /** A call whose other side has sent no span. */
    private void addUnanswered(TraceView view, int span) {
      List<AttributeTerm> callee = Callee.terms(name -> view.attribute(span, name));
      if (!callee.isEmpty()) {
        unanswered(service(view.service(span)), callee)
            .add(view.durationNanos(span), view.error(span));
      }
    }

    private EdgeCounter edge(ServiceCounter caller, ServiceCounter callee) {
      EdgeCounter edge = caller.edges.get(callee);
      if (edge == null) {
        ServiceCounter kept = edges < MAX_EDGES ? callee : service(OTHER);
        edge = caller.edges.computeIfAbsent(kept, key -> new EdgeCounter(List.of()));
        edges++;
      }
      return edge;
    }

    private EdgeCounter unanswered(ServiceCounter caller, List<AttributeTerm> callee) {
      String name = Callee.name(callee);
      EdgeCounter edge = caller.unanswered.get(name);
      if (edge == null) {
        edge =
            edges < MAX_EDGES
                ? caller.unanswered.computeIfAbsent(name, key -> new EdgeCounter(callee))
                : caller.unanswered.computeIfAbsent(OTHER, key -> new EdgeCounter(List.of()));
        edges++;
      }
      return edge;
    }

    private ServiceCounter service(String name) {
      ServiceCounter service = services.get(name);
      if (service == null) {
        String kept = services.size() < MAX_SERVICES ? name : OTHER;
        service = services.computeIfAbsent(kept, ServiceCounter::new);
      }
      return service;
    }

    /** Only now it is known who answers at which address. */
    private void resolveUnanswered() {
      for (ServiceCounter caller : List.copyOf(services.values())) {
        caller.unanswered.forEach(
            (name, edge) -> {
              ServiceCounter known = byAddress.get(name);
              ServiceCounter callee = known == null ? service(name) : known;
              // of what is counted together, the first one's would find nothing else
              List<AttributeTerm> terms = callee.name.equals(name) ? edge.attributes : List.of();
              caller.edges.computeIfAbsent(callee, key -> new EdgeCounter(terms)).add(edge);
            });
      }
    }

    Dependencies dependencies() {
      resolveUnanswered();
      List<Service> found = new ArrayList<>();
      List<Edge> edges = new ArrayList<>();
      for (ServiceCounter caller : services.values()) {
        found.add(new Service(caller.name, caller.spans, caller.errors, caller.roots));
        caller.edges.forEach(
            (callee, edge) ->
                edges.add(
                    new Edge(
                        caller.name,
                        callee.name,
                        edge.errors,
                        edge.durations,
                        callee.spans == 0 ? edge.attributes : List.of())));
      }
      found.sort(Comparator.comparing(Service::name));
      edges.sort(Comparator.comparing(Edge::from).thenComparing(Edge::to));
      return new Dependencies(found, edges);
    }
  }

  private static final class ServiceCounter {
    final String name;
    final Map<ServiceCounter, EdgeCounter> edges = new HashMap<>();
    final Map<String, EdgeCounter> unanswered = new HashMap<>();
    long spans;
    long errors;
    long roots;

    ServiceCounter(String name) {
      this.name = name;
    }
  }

  private static final class EdgeCounter {
    final DurationHistogram durations = new DurationHistogram();
    final List<AttributeTerm> attributes;
    long errors;

    EdgeCounter(List<AttributeTerm> attributes) {
      this.attributes = attributes;
    }

    void add(long nanos, boolean error) {
      durations.add(nanos);
      errors += error ? 1 : 0;
    }

    void add(EdgeCounter other) {
      durations.add(other.durations);
      errors += other.errors;
    }
  }
}
