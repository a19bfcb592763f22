package dev.skein.it.contract;

import java.util.List;
import java.util.Map;

/**
 * What one server cannot do as the others do.
 *
 * @param requests the names of the requests that show it
 * @param fields what they have there, by the names of {@link SpanFields}; {@link #ABSENT} for what
 *     is missing
 * @param reason why that cannot be helped
 */
record KnownDifference(
    String framework, List<String> requests, Map<String, Object> fields, String reason) {
  static final Object ABSENT = "absent";

  boolean concerns(Service service, ParityRequest request) {
    return framework.equals(service.framework()) && requests.contains(request.name());
  }

  void applyTo(Map<String, Object> expected) {
    fields.forEach(
        (name, value) -> {
          if (value == ABSENT) {
            expected.remove(name);
          } else {
            expected.put(name, value);
          }
        });
    if (Integer.valueOf(0).equals(expected.get(SpanFields.SPANS))) {
      expected.keySet().retainAll(List.of(SpanFields.ANSWER, SpanFields.SPANS));
    }
  }
}
