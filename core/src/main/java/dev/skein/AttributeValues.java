package dev.skein;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What happens to an attribute's value when it is handed over: copied, cut to a length. */
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

  /** A value with its texts and bytes cut to a length. */
  static Object truncate(Object value, int maxLength) {
    if (value instanceof String text) {
      return Strings.truncate(text, maxLength);
    }
    if (value instanceof Value any) {
      return any.truncated(maxLength);
    }
    if (value instanceof List<?> list && needsTruncation(list, maxLength)) {
      List<Object> copy = new ArrayList<>(list.size());
      list.forEach(element -> copy.add(Strings.truncate((String) element, maxLength)));
      return Collections.unmodifiableList(copy);
    }
    return value;
  }

  private static boolean needsTruncation(List<?> list, int maxLength) {
    for (Object element : list) {
      if (element instanceof String text && text.length() > maxLength) {
        return true;
      }
    }
    return false;
  }
}
