package dev.skein;

import dev.skein.internal.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The copy of a list or a map that becomes a {@link Value}: neither deeper nor larger than a span
 * has room for, whatever is given. The same list within itself a few times over, and that again, is
 * small in memory and without end for whoever walks through it.
 */
final class ValueCopy {
  private final int maxDepth;
  private final List<Value> elements = new ArrayList<>();
  private final Map<String, Value> entries = new LinkedHashMap<>();
  private int depth = 1;
  private int count = 1;

  /**
   * Creates an empty copy.
   *
   * @param maxDepth how many lists and maps may lie within each other, this one included
   */
  ValueCopy(int maxDepth) {
    this.maxDepth = maxDepth;
  }

  void addAll(@Nullable List<Value> values) {
    try {
      if (values != null) {
        int looks = 0;
        for (Value each : values) {
          if (looks++ == Value.MAX_VALUES || (each != null && !add(each))) {
            return;
          }
        }
      }
    } catch (Throwable hostileList) {
      // What came before it is kept.
    }
  }

  private boolean add(Value value) {
    Value fitting = fitting(value);
    if (fitting == null) {
      return false;
    }
    elements.add(fitting);
    return true;
  }

  void putAll(@Nullable Map<String, Value> values) {
    try {
      if (values != null) {
        int looks = 0;
        for (Map.Entry<String, Value> each : values.entrySet()) {
          boolean present = each.getKey() != null && each.getValue() != null;
          if (looks++ == Value.MAX_VALUES || (present && !put(each))) {
            return;
          }
        }
      }
    } catch (Throwable hostileMap) {
      // What came before it is kept.
    }
  }

  private boolean put(Map.Entry<String, Value> entry) {
    Value fitting = fitting(entry.getValue());
    if (fitting == null) {
      return false;
    }
    entries.put(entry.getKey(), fitting);
    return true;
  }

  /** A value without what lies too deep; null when there are too many. */
  private @Nullable Value fitting(Value value) {
    Value fitting = value.depth() < maxDepth ? value : cut(value, maxDepth - 1);
    if (count + fitting.count() > Value.MAX_VALUES) {
      return null;
    }
    count += fitting.count();
    depth = Math.max(depth, fitting.depth() + 1);
    return fitting;
  }

  @SuppressWarnings("unchecked") // a value's own list or map
  private static Value cut(Value value, int depth) {
    ValueCopy copy = new ValueCopy(depth);
    if (value.rawContent() instanceof Map<?, ?> map) {
      if (depth > 0) {
        copy.putAll((Map<String, Value>) map);
      }
      return copy.map();
    }
    if (depth > 0) {
      copy.addAll((List<Value>) value.rawContent());
    }
    return copy.list();
  }

  Value list() {
    return Value.ofCopy(Collections.unmodifiableList(elements), depth, count);
  }

  Value map() {
    return Value.ofCopy(Collections.unmodifiableMap(entries), depth, count);
  }
}
