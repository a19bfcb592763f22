package dev.skein.viewer.http;

import dev.skein.export.SpanData;
import dev.skein.viewer.store.TraceQuery;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceView;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names and values of attributes that are there, as far as the newest traces show. */
final class AttributeCompletion {
  private static final int MAX_TRACES = 300;
  private static final int MAX_SPANS = 20_000;
  private static final int MAX_RESULTS = 200;
  private static final int MAX_VALUE_LENGTH = 200;

  private final @Nullable String name;
  private final String prefix;
  private final TreeSet<String> found = new TreeSet<>();
  private int traces;
  private int spans;

  private AttributeCompletion(@Nullable String name, String prefix) {
    this.name = name;
    this.prefix = prefix;
  }

  /** Names that begin with a prefix, or values of one name that do. */
  static Json of(TraceStore store, @Nullable String name, String prefix) {
    AttributeCompletion completion = new AttributeCompletion(name, prefix);
    store.scan(TraceQuery.ALL, completion::add);
    return new NamesJson(
        name == null ? "names" : "values", completion.found.stream().limit(MAX_RESULTS).toList());
  }

  private boolean add(TraceView trace) {
    traces++;
    // a huge one would be all that is looked at
    if (trace.size() <= MAX_SPANS) {
      spans += trace.size();
      // the spans of one resource share it
      Set<Map<String, Object>> resources = Collections.newSetFromMap(new IdentityHashMap<>());
      for (SpanData span : trace.spans()) {
        add(span.attributes());
        if (resources.add(span.resource())) {
          add(span.resource());
        }
      }
    }
    return traces < MAX_TRACES && spans < MAX_SPANS;
  }

  private void add(Map<String, Object> attributes) {
    if (name == null) {
      attributes.keySet().stream().filter(key -> key.startsWith(prefix)).forEach(found::add);
      return;
    }
    Object value = attributes.get(name);
    if (value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean) {
      String text = value.toString();
      if (text.startsWith(prefix) && text.length() <= MAX_VALUE_LENGTH) {
        found.add(text);
      }
    }
  }
}
