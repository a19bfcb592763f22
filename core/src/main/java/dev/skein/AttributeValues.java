package dev.skein;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What happens to an attribute's value when it is handed over. */
final class AttributeValues {
  private AttributeValues() {}

  /** A copy of a list without its null elements; anything else as it is. */
  static Object copyIfList(Object value) {
    if (!(value instanceof List<?> list)) {
      return value;
    }
    List<Object> copy = new ArrayList<>(Math.min(list.size(), 1024));
    for (Object element : list) {
      if (element != null) {
        copy.add(element);
      }
    }
    return Collections.unmodifiableList(copy);
  }
}
