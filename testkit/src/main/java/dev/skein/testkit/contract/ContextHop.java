package dev.skein.testkit.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A way from one place, where a request is worked on, to another. Immutable.
 *
 * @param spansInside how many tasks there are in the hop
 * @param besides the kinds and names of the framework's own spans on the way, as they are allowed
 */
record ContextHop(String group, String name, int spansInside, List<String> besides) {
  static final List<ContextHop> ALL =
      List.of(
          hop("one thread", "same-thread"),
          hop("one thread", "nested-scopes"),
          hop("one thread", "late-closed-scope"),
          hop("the JDK", "executor-service"),
          hop("the JDK", "scheduled"),
          hop("the JDK", "completable-future"),
          hop("the JDK", "virtual-thread"),
          new ContextHop("the JDK", "parallel", 4, List.of()),
          hop("workers and event loops", "worker"),
          hop("workers and event loops", "execute-blocking"),
          hop("workers and event loops", "event-loop-timer"),
          new ContextHop(
              "workers and event loops", "event-bus", 1, List.of("CONSUMER", "PRODUCER")),
          hop("reactive streams", "uni"),
          hop("reactive streams", "multi"),
          hop("reactive streams", "mono"),
          hop("reactive streams", "flux"),
          new ContextHop("calls", "client-callback", 1, List.of("CLIENT", "SERVER")));

  private static ContextHop hop(String group, String name) {
    return new ContextHop(group, name, 1, List.of());
  }

  /** What is expected of each request that takes it. */
  Map<String, Object> expected() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put(Fields.ANSWER, 200);
    fields.put(ContextFields.BAGGAGE_INSIDE, ContextFields.CALLERS);
    fields.put(ContextFields.BAGGAGE_AFTER, ContextFields.CALLERS);
    fields.put(ContextFields.REQUESTS, 1);
    fields.put(ContextFields.INSIDE, ContextFields.children(spansInside));
    fields.put(ContextFields.AFTER, ContextFields.children(1));
    fields.put(ContextFields.BESIDES, besides);
    return fields;
  }
}
